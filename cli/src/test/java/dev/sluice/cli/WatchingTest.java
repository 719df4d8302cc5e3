package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.output.FirstFailures;
import dev.sluice.client.Progress;
import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown again and again: how, how often, and when it ends. */
class WatchingTest {

  private static final Progress HALF =
      new Progress("b", BatchStatus.RUNNING, 10, 4, 1, 0, 0, 0, 0, 0);

  @Test
  void aTerminalIsRedrawnAndAnythingElseIsAppendedTo() throws IOException {
    var out = new ByteArrayOutputStream();

    var terminal = new Screen(new PrintStream(out, false, StandardCharsets.UTF_8), true);
    assertThat(terminal.draw(frame -> frame.println("one"))).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\u001b[H\u001b[Jone\n");

    out.reset();
    var pipe = new Screen(new PrintStream(out, false, StandardCharsets.UTF_8), false);
    assertThat(pipe.draw(frame -> frame.println("one"))).isTrue();
    assertThat(pipe.draw(frame -> frame.println("two"))).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
  }

  @Test
  void aReaderThatIsGoneEndsTheWatching() throws Exception {
    var broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("broken pipe");
              }
            },
            false,
            StandardCharsets.UTF_8);
    var screen = new Screen(broken, false);
    var looks = new AtomicInteger();

    ExitCode exit =
        new WatchOptions()
            .repeat(() -> {
              looks.incrementAndGet();
              return screen.draw(frame -> frame.println("x"));
            });

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(looks).hasValue(1);
  }

  @Test
  void looksKeepTheIntervalAndAnInterruptEndsThemWith130() throws Exception {
    var options = new WatchOptions();
    options.interval = "500ms";
    var looks = new AtomicInteger();
    long began = System.nanoTime();

    assertThat(options.repeat(() -> looks.incrementAndGet() < 3)).isEqualTo(ExitCode.OK);
    assertThat(System.nanoTime() - began).isGreaterThan(1_000_000_000L);

    Thread.currentThread().interrupt();
    assertThat(options.repeat(() -> true)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          status b --watch -o json | --watch gives no json; use -o table or -o jsonl
          workers --watch -o csv | --watch gives no csv; use -o table or -o jsonl
          status b --watch --interval 10ms | --interval: '10ms' is too short; give 500ms or more
          status b --watch --interval 5 | --interval: the duration '5' has no unit; write for example 5s
          status b --interval 5s | --interval is for --watch; add it
          list --since yesterday | --since is 'yesterday'; write 90m, 24h or a time such as 2026-05-01T08:00:00Z
          list --limit 0 | --limit is 0; give a number from 1 to 100000
          watch b --timeout 5 | --timeout: the duration '5' has no unit; write for example 5s
          watch b/c | 'b/c' is no batch id; it has 1 to 200 letters, digits and . _ : -
          """)
  void aWrongOptionIs2(String line, String message) {
    TestConsole run = sluice((Object[]) line.split(" "));

    assertThat(run.errLines()).containsExactly("sluice: " + message);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void progressIsAnEventAtMostOnceASecondAndResultsAreAll() {
    var out = new ByteArrayOutputStream();
    var now = new AtomicReference<>(Instant.parse("2026-05-01T08:00:00Z"));
    var events = new BatchEvents(new PrintStream(out, false, StandardCharsets.UTF_8), now::get);

    events.progress(HALF);
    events.progress(HALF);
    events.result(result("a", 1, TaskStatus.SUCCEEDED));
    events.result(result("b", 1, TaskStatus.FAILED));
    now.set(now.get().plusSeconds(1));
    events.progress(HALF);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"event\":\"progress\",\"batchId\":\"b\",\"status\":\"RUNNING\",\"total\":10,\"done\":5,"),
            line -> assertThat(line).startsWith("{\"event\":\"result\",\"taskId\":\"a\""),
            line -> assertThat(line).startsWith("{\"event\":\"result\",\"taskId\":\"b\""),
            line -> assertThat(line).startsWith("{\"event\":\"progress\""));
  }

  @Test
  void aLaterRoundTakesAFailureBack() {
    var failures = new FirstFailures();
    for (int i = 0; i < 50; i++) {
      failures.accept(result("t" + i, 1, TaskStatus.FAILED));
    }
    failures.accept(result("good", 1, TaskStatus.SUCCEEDED));
    assertThat(failures.shown().all()).isEqualTo(50);
    assertThat(failures.shown().first()).hasSize(20);

    failures.accept(result("t0", 2, TaskStatus.SUCCEEDED));
    failures.accept(result("t49", 2, TaskStatus.SUCCEEDED));
    failures.accept(result("t1", 2, TaskStatus.FAILED));

    assertThat(failures.shown().all()).isEqualTo(48);
    assertThat(failures.shown().first()).extracting(TaskResult::taskId).doesNotContain("t0");
  }

  private static TaskResult result(String task, int round, TaskStatus status) {
    return new TaskResult(
        "b",
        task,
        round,
        null,
        status,
        null,
        null,
        null,
        1,
        0,
        1,
        2,
        3,
        4,
        1,
        "w",
        "noop",
        null,
        Priority.NORMAL,
        null,
        TaskChain.NONE);
  }
}
