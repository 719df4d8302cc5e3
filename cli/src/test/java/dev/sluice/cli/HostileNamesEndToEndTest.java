package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names, groups, notes, errors and outputs that would move the cursor, as every command shows them.
 */
@Timeout(120)
@DisplayName("Text of others never reaches the terminal as commands to it")
class HostileNamesEndToEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Colour, title of the window, the one-character form of an escape, a new line, right to left.
   */
  private static final String HOSTILE =
      "\u001b[31mred\u001b]0;title\u0007 \u009b2J\r\nnext \u202Eleft\u0000 \u001bc";

  /** What is left of it for people. */
  private static final String HARMLESS = "red";

  private static final Set<Object> NAMING = Set.of("status", "results", "report", "watch", "list");

  /** Everything that no line for people may hold; they are the only formats but CSV without it. */
  private static final String CONTROL = "[\\p{Cc}\u202E&&[^\n]]";

  @TempDir static Path folder;

  private static final CountDownLatch RELEASED = new CountDownLatch(1);
  private static Deployment deployment;

  /** Says what is hostile in each way in which a task can say anything. */
  private static final class Hostile implements TaskHandler {

    @Override
    public String type() {
      return "hostile";
    }

    @Override
    public Content handle(TaskContext context) throws Exception {
      context.progress(50, HOSTILE);
      switch (context.taskId()) {
        case "bad" -> throw new IllegalStateException(HOSTILE);
        case "stays" -> RELEASED.await(60, TimeUnit.SECONDS);
        default -> {}
      }
      return new Content(HOSTILE.getBytes(StandardCharsets.UTF_8), "text/plain");
    }
  }

  @BeforeAll
  static void runTwoBatches() throws IOException {
    deployment =
        Deployment.in(
            folder.resolve("data"),
            Map.of("sluice.worker.heartbeat", "200ms"),
            List.of(new Hostile()));
    for (String batch : List.of("ended", "other")) {
      submit(batch, "good", "bad");
      assertThat(run("watch", batch).exitCode()).isEqualTo(5);
    }
    submit("running", "stays", "good", "bad");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(run("status", "running").out()).contains("running   stays"));
  }

  @AfterAll
  static void close() {
    RELEASED.countDown();
    deployment.close();
  }

  private static void submit(String batch, String... tasks) throws IOException {
    var file = JSON.createObjectNode().put("name", HOSTILE);
    file.putObject("labels").put("who", HOSTILE);
    for (String task : tasks) {
      file.withArray("tasks")
          .addObject()
          .put("id", task)
          .put("type", "hostile")
          .put("name", HOSTILE)
          .put("group", HOSTILE);
    }
    Path path = Files.writeString(folder.resolve(batch + ".json"), file.toString());
    TestConsole submitted = run("submit", path, "--batch-id", batch);
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
  }

  @Test
  void noCommandShowsPeopleWhatATerminalWouldObey() {
    List<Object[]> commands = new ArrayList<>();
    commands.add(words("status", "ended"));
    commands.add(words("status", "running"));
    commands.add(words("results", "ended"));
    commands.add(words("report", "ended", "-o", "table"));
    commands.add(words("explain", "running"));
    commands.add(words("explain", "ended", "bad"));
    commands.add(words("verify", "ended"));
    commands.add(words("watch", "ended"));
    commands.add(words("list"));
    commands.add(words("workers"));
    commands.add(words("doctor"));
    commands.add(words("compare", "ended", "other"));
    commands.add(words("validate", folder.resolve("ended.json")));
    commands.add(words("plan", folder.resolve("ended.json")));

    for (Object[] command : commands) {
      TestConsole shown = run(command);

      assertThat(shown.out() + shown.err())
          .as("%s", List.of(command))
          .isNotBlank()
          .doesNotContainPattern(CONTROL);
      if (NAMING.contains(command[0])) {
        assertThat(shown.out()).as("%s names it at all", List.of(command)).contains(HARMLESS);
      }
    }
  }

  @Test
  void dataHasItWholeAndEscaped() throws IOException {
    for (Object[] command :
        List.of(
            words("list", "-o", "json"),
            words("list", "-o", "yaml"),
            words("status", "ended", "-o", "yaml"),
            words("results", "ended", "-o", "jsonl"),
            words("results", "ended", "-o", "yaml"),
            words("explain", "ended", "-o", "json"),
            words("verify", "ended", "-o", "json"),
            words("workers", "-o", "jsonl"),
            words("watch", "ended", "-o", "jsonl"))) {
      assertThat(run(command).out())
          .as("%s", List.of(command))
          .isNotBlank()
          .doesNotContainPattern("[\\p{Cc}&&[^\n]]");
    }
    for (JsonNode result : JSON.readTree(run("export", "ended", "-o", "json").out())) {
      boolean bad = result.get("taskId").asText().equals("bad");
      assertThat(result.get("group").asText()).isEqualTo(HOSTILE);
      assertThat(bad ? result.get("error").get("message").asText() : result.get("output").asText())
          .isEqualTo(HOSTILE);
    }
  }

  private static Object[] words(Object... words) {
    return words;
  }

  private static TestConsole run(Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    if (!words[0].equals("validate") && !words[0].equals("plan")) {
      all.addAll(List.of("--bootstrap-server", deployment.brokers()));
    }
    return sluice(all.toArray());
  }
}
