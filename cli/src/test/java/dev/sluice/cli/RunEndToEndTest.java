package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEndToEndTest {

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theWordCountExampleCountsTheWords() throws IOException {
    Path results = folder.resolve("words.jsonl");
    Path report = folder.resolve("words.html");
    Set<Path> temporaryBefore = temporaryFolders();

    TestConsole run =
        sluice(
            "run",
            EXAMPLES.resolve("word-count.yaml"),
            "-o",
            "json",
            "--results",
            results,
            "--report",
            report);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(report)).startsWith("<!DOCTYPE html>").contains("SUCCEEDED");
    JsonNode summary = JSON.readTree(run.out());
    assertThat(summary.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(summary.get("total").asInt()).isEqualTo(25);
    assertThat(summary.get("succeeded").asInt()).isEqualTo(25);
    Map<String, JsonNode> byTask = results(results);
    assertThat(byTask.get("report").get("output").asText())
        .isEqualTo(wordsIn(EXAMPLES.resolve("books")) + " words in 20 texts");
    assertThat(run.err()).contains("25 results in ").doesNotContain("WARN", "ERROR", "\tat ");
    assertThat(temporaryBefore).containsAll(temporaryFolders());
  }

  private static Set<Path> temporaryFolders() throws IOException {
    try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("sluice-run-"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aRecordedWorkflowRunsEveryTaskOnceAndAfterItsParents() throws IOException {
    int width = 150;
    Path workflow = Files.writeString(folder.resolve("w.json"), forkJoin(width));
    Path results = folder.resolve("w.jsonl");

    TestConsole run =
        sluice(
            "run",
            workflow,
            "--time-scale",
            "0",
            "-o",
            "json",
            "--results",
            results,
            "--workers",
            "2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, JsonNode> byTask = results(results);
    assertThat(byTask).hasSize(width + 2);
    assertThat(byTask.values())
        .allMatch(result -> result.get("status").asText().equals("SUCCEEDED"));
    for (int i = 0; i < width; i++) {
      assertThat(byTask.get("work " + i + "")).isNull();
      JsonNode work = byTask.get("work=20" + i);
      assertThat(work.get("startedAt").asLong())
          .isGreaterThanOrEqualTo(byTask.get("fork").get("finishedAt").asLong());
      assertThat(byTask.get("join").get("startedAt").asLong())
          .isGreaterThanOrEqualTo(work.get("finishedAt").asLong());
    }
  }

  private static String forkJoin(int width) {
    List<String> tasks = new ArrayList<>();
    List<String> work = new ArrayList<>();
    tasks.add("{\"id\": \"fork\", \"parents\": []}");
    for (int i = 0; i < width; i++) {
      tasks.add("{\"id\": \"work %d\", \"parents\": [\"fork\"]}".formatted(i));
      work.add("\"work %d\"".formatted(i));
    }
    tasks.add("{\"id\": \"join\", \"parents\": [%s]}".formatted(String.join(",", work)));
    return """
    {"name": "fork-join", "schemaVersion": "1.5",
     "workflow": {"specification": {"tasks": [%s]}}}
    """
        .formatted(String.join(",\n", tasks));
  }

  private static Map<String, JsonNode> results(Path file) throws IOException {
    Map<String, JsonNode> byTask = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode result = JSON.readTree(line);
      assertThat(byTask.put(result.get("taskId").asText(), result)).as("twice").isNull();
    }
    return byTask;
  }

  private static long wordsIn(Path books) throws IOException {
    long words = 0;
    try (var texts = Files.list(books)) {
      for (Path text : texts.toList()) {
        words += Files.readString(text).strip().split("\\s+").length;
      }
    }
    return words;
  }
}
