package dev.sluice.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cli.ExitCode;
import dev.sluice.client.actions.ActionJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process writes nothing but protocol to stdout, whatever comes in and goes wrong. */
@Timeout(60)
final class StdoutTest {

  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;

  @TempDir Path folder;

  /** What a process said. */
  private record Said(int exitCode, List<String> out, String err) {}

  private Said run(String stdin, String... options) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("in"), stdin);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(McpProcess.command(options))
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), Files.readAllLines(out), Files.readString(err, UTF_8));
  }

  @Test
  void everyLineOfStdoutIsAMessageAlsoWhenLoggingMuchAndTheBrokersAreAway() throws Exception {
    String stdin =
        INITIALIZE
            + """
            this is no message
            {"jsonrpc":"2.0","id":2,"method":"tools/list"}
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"sluice_stop","arguments":{"batch":"a b"}}}
            {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"batch","arguments":{"action":"stop","arguments":{"batch":"b"}}}}
            {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"none"}}
            {"jsonrpc":"2.0","id":6,"method":"no/such/method"}
            """;

    Said said =
        run(
            stdin,
            "--verbose",
            "--bootstrap-server",
            "127.0.0.1:1",
            "-X",
            "default.api.timeout.ms=1500",
            "-X",
            "request.timeout.ms=1000");

    List<JsonNode> messages = new ArrayList<>();
    for (String line : said.out()) {
      messages.add(ActionJson.mapper().readTree(line));
    }
    assertThat(messages).allMatch(message -> message.path("jsonrpc").asText().equals("2.0"));
    assertThat(messages.stream().map(message -> message.path("id").asInt()))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThat(answer(messages, 0).path("error").path("code").asInt()).isEqualTo(-32700);
    assertThat(answer(messages, 2).path("result").path("tools")).hasSize(10);
    assertThat(code(messages, 3)).isEqualTo("INVALID_ID");
    assertThat(code(messages, 4)).isEqualTo("BROKERS_UNREACHABLE");
    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).contains("serving 10 tools on stdio", "WARN");
  }

  private static JsonNode answer(List<JsonNode> messages, int id) {
    return messages.stream()
        .filter(message -> message.path("id").asInt() == id)
        .findFirst()
        .orElseThrow();
  }

  private static String code(List<JsonNode> messages, int id) {
    JsonNode result = answer(messages, id).path("result");
    assertThat(result.path("isError").asBoolean()).isTrue();
    return result.path("structuredContent").path("error").path("code").asText();
  }

  @Test
  void whatKeepsTheServerFromStartingIsToldOnStderr() throws Exception {
    Said noBroker = run("");
    Said unknown = run("", "--read-olny");
    Said noFolder =
        run("", "--bootstrap-server", "127.0.0.1:1", "--export-dir", folder + "/missing");

    assertThat(noBroker.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(noBroker.err()).startsWith("sluice: no broker is named; add --bootstrap-server");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(noFolder.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(noFolder.err()).contains("missing: no such file or folder");
    assertThat(List.of(noBroker, unknown, noFolder)).allMatch(said -> said.out().isEmpty());
  }
}
