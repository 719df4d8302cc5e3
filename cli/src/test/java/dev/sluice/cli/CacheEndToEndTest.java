package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two batches of the same work on one data directory, each with a scheduler of its own. */
class CacheEndToEndTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void theSecondBatchDoesNotRunWhatTheFirstOneDid() throws IOException {
    JsonNode first = run("monday");
    JsonNode second = run("tuesday");

    assertThat(folder.resolve("ran")).hasContent("made\nmailed\nmailed");
    assertThat(first.get("cached").asInt()).isZero();
    assertThat(second.get("cached").asInt()).isEqualTo(2);
    assertThat(second.get("succeeded").asInt()).isEqualTo(3);
    List<JsonNode> results = results("tuesday");
    assertThat(results).extracting(row -> row.get("taskId").asText()).contains("make", "count");
    JsonNode count = results.get(1);
    assertThat(count.get("taskId").asText()).isEqualTo("count");
    assertThat(count.get("cachedFrom").asText()).startsWith("monday-").endsWith("/count");
    assertThat(count.get("attempts").asInt()).isZero();
    assertThat(count.get("output")).isEqualTo(results("monday").get(1).get("output"));
    assertThat(results.get(2).get("cachedFrom").isNull()).isTrue();
  }

  private JsonNode run(String name) throws IOException {
    Path batch =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: %s
            defaults: {type: exec, cache: true}
            tasks:
              - {id: make, params: {command: [sh, -c, "echo made >> ran; echo in"]}, cache: {key: in, ttl: 1d}}
              - {id: count, params: {command: [wc, -l], stdin: "${make.output}"}, needs: [make]}
              - {id: mail, params: {command: [sh, -c, "echo mailed >> ran"]}, needs: [count], cache: false}
            """
                .formatted(name));
    TestConsole run =
        sluice(
            "run",
            batch,
            "--data-dir",
            folder.resolve("data"),
            "--results",
            folder.resolve(name + ".jsonl"),
            "-o",
            "json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  private List<JsonNode> results(String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(name + ".jsonl"))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }
}
