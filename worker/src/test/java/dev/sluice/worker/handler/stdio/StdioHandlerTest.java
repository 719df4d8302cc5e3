package dev.sluice.worker.handler.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskInput;
import dev.sluice.worker.handler.builtin.TestContext;
import dev.sluice.worker.handler.program.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs are shell scripts here: a shell is on every machine that builds this. */
@Timeout(60)
class StdioHandlerTest {

  @TempDir Path dir;
  private final Programs programs = new Programs(System.getenv());

  @AfterEach
  void endPrograms() {
    programs.close();
  }

  private StdioHandler serving(int processes, String script) throws IOException {
    Path file = Files.writeString(dir.resolve("program.sh"), script);
    var program = new StdioProgram("test", List.of("/bin/sh", file.toString()));
    var env = List.of("MINE=1", "PLANTED");
    return new StdioHandler(
        program,
        new StdioTerms(List.of(program), processes, env, Optional.of(dir)),
        programs,
        Map.of("PLANTED", "passed on", "SECRET", "kept"));
  }

  /** Answers each task with a line that the script makes. */
  private StdioHandler answering(String commands) throws IOException {
    return serving(1, "while read -r line; do\n" + commands + "\ndone\n");
  }

  private static TestContext task(String params) {
    return new TestContext("test", params);
  }

  private static String text(Content content) {
    return content.type() + " " + new String(content.bytes(), UTF_8);
  }

  private long pids() throws IOException {
    return Files.readAllLines(dir.resolve("pids")).stream().distinct().count();
  }

  @Test
  void theProgramReadsTheTaskAsOneLine() throws Exception {
    try (var handler = answering("printf '{\"output\":%s}\\n' \"$line\"")) {
      var input =
          new TaskInput(
              "n", TaskStatus.SUCCEEDED, ByteBuffer.wrap("[1]".getBytes(UTF_8)), Content.JSON);
      var binary =
          new TaskInput("b", TaskStatus.SUCCEEDED, ByteBuffer.wrap(new byte[] {-1}), "image/png");
      var context = task("{\"a\": \"line\\nbreak\"}").inputs(input, binary);
      context.heartbeat(Map.of("row", 7));
      JsonNode read =
          new TestContext("x", new String(handler.handle(context).bytes(), UTF_8)).json();
      assertThat(read.path("batchId").asText()).isEqualTo("b");
      assertThat(read.path("taskId").asText()).isEqualTo("t");
      assertThat(read.path("attempt").asInt()).isEqualTo(1);
      assertThat(read.path("idempotencyKey").asText()).isEqualTo("b/t/1");
      assertThat(read.path("type").asText()).isEqualTo("test");
      assertThat(read.path("params").path("a").asText()).isEqualTo("line\nbreak");
      assertThat(read.path("inputs").path("n").path("output").get(0).asInt()).isEqualTo(1);
      assertThat(read.path("inputs").path("b").path("outputBase64").asText()).isEqualTo("/w==");
      assertThat(read.path("details").path("row").asInt()).isEqualTo(7);
      assertThat(read.path("deadline").isNull()).isTrue();
    }
  }

  @Test
  void outputsAreWhatTheyAre() throws Exception {
    try (var handler =
        answering(
            """
            case $line in
            *json*) echo '{"output":{"n":1}}';;
            *text*) echo '{"output":"words"}';;
            *bytes*) echo '{"outputBase64":"/w==","contentType":"image/png"}';;
            *) echo '{"output":null}';;
            esac\
            """)) {
      assertThat(text(handler.handle(task("\"json\"")))).isEqualTo("application/json {\"n\":1}");
      assertThat(text(handler.handle(task("\"text\""))))
          .startsWith("text/plain")
          .endsWith(" words");
      assertThat(handler.handle(task("\"bytes\"")))
          .isEqualTo(new Content(new byte[] {-1}, "image/png"));
      assertThat(handler.handle(task(""))).isEqualTo(Content.EMPTY);
    }
  }

  @Test
  void progressAndDetailsGoToTheTask() throws Exception {
    try (var handler =
        answering(
            """
            echo '{"progress":40,"note":"half"}'
            echo '{"details":{"row":7}}'
            echo '{"output":1}'\
            """)) {
      var context = task("");
      handler.handle(context);
      assertThat(context.progress()).containsExactly("40.0 half");
      assertThat(context.lastDetails().orElseThrow().text()).isEqualTo("{\"row\":7}");
    }
  }

  @Test
  void anErrorFailsTheAttemptAndTheProcessGoesOn() throws Exception {
    try (var handler =
        answering(
            """
            echo $$ >> pids
            case $line in
            *final*) echo '{"error":{"type":"ValueError","message":"no","retryable":false}}';;
            *) echo '{"error":{"type":"IOError","message":"later"}}';;
            esac\
            """)) {
      assertThatThrownBy(() -> handler.handle(task("")))
          .isInstanceOf(StdioException.class)
          .hasMessage("IOError: later");
      assertThatThrownBy(() -> handler.handle(task("\"final\"")))
          .isInstanceOf(NonRetryableException.class)
          .hasMessage("ValueError: no");
      assertThat(pids()).isEqualTo(1);
    }
  }

  @Test
  void aProcessThatDiesFailsItsAttemptWithItsLastWordsAndIsReplaced() throws Exception {
    try (var handler =
        answering(
            """
            echo $$ >> pids
            case $line in
            *die*) echo 'out of luck' >&2; exit 7;;
            *) echo '{"output":1}';;
            esac\
            """)) {
      assertThatThrownBy(() -> handler.handle(task("\"die\"")))
          .isInstanceOf(StdioException.class)
          .hasMessage("The program of type test ended with exit code 7: out of luck");
      assertThat(handler.handle(task("")).bytes()).asString().isEqualTo("1");
      assertThat(pids()).isEqualTo(2);
    }
  }

  @Test
  void garbageFailsForGoodAndShowsItsBeginning() throws Exception {
    try (var handler =
        answering(
            """
            case $line in
            *long*) printf 'x%.0s' $(seq 1000); echo;;
            *list*) echo '[1]';;
            *other*) echo '{"id":"another","output":1}';;
            *half*) echo '{"result":1}';;
            *) echo '{"output":1}';;
            esac\
            """)) {
      assertThatThrownBy(() -> handler.handle(task("\"long\"")))
          .isInstanceOf(NonRetryableException.class)
          .hasMessageContaining("no JSON; logs belong to its standard error: ")
          .hasMessageEndingWith("x".repeat(200) + "…");
      for (String kind : new String[] {"list", "other", "half"}) {
        assertThatThrownBy(() -> handler.handle(task('"' + kind + '"')))
            .isInstanceOf(NonRetryableException.class);
      }
      assertThat(handler.handle(task("")).bytes()).asString().isEqualTo("1");
    }
  }

  @ParameterizedTest
  @DisplayName("B39 what only some readers take for JSON is no answer of a program")
  @ValueSource(
      strings = {
        "{\"output\":1,\"output\":2}",
        "{\"output\":1} {\"output\":2}",
        "{\"output\":NaN}",
        "{\"output\":01}",
        "{/**/\"output\":1}",
        "{\"output\":1,}"
      })
  void whatOnlySomeReadersTakeForJsonIsNoAnswer(String line) {
    assertThat(Reply.of(line.getBytes(UTF_8), "t")).isEqualTo(new Reply.Garbage("no JSON"));
  }

  @Test
  @DisplayName("B39 depth and length of an answer are bounded, and its digits stay as they are")
  void depthAndLengthOfAnAnswerAreBounded() {
    for (String output : List.of("[".repeat(10_000) + "]".repeat(10_000), "9".repeat(10_000))) {
      assertThat(Reply.of(("{\"output\":" + output + "}").getBytes(UTF_8), "t"))
          .isInstanceOf(Reply.Garbage.class);
    }
    for (String number : List.of("0.12345678901234567890123", "9007199254740993")) {
      assertThat(Reply.of(("{\"output\":" + number + "}").getBytes(UTF_8), "t"))
          .isEqualTo(new Reply.Output(new Content(number.getBytes(UTF_8), Content.JSON)));
    }
    assertThat(Reply.of("{\"output\":1e999999}".getBytes(UTF_8), "t"))
        .isEqualTo(new Reply.Output(new Content("1E+999999".getBytes(UTF_8), Content.JSON)));
  }

  @Test
  void aLineThatDoesNotEndIsCutOff() throws Exception {
    try (var handler = answering("head -c 5000000 /dev/zero | tr '\\0' 'x'; echo")) {
      assertThatThrownBy(() -> handler.handle(task("")))
          .isInstanceOf(NonRetryableException.class)
          .hasMessageContaining("a line of more than 2097152 bytes");
    }
  }

  @Test
  void wordsThatNobodyAskedForEndTheProcess() throws Exception {
    List<String> chatty = List.of("/bin/sh", "-c", "read task; echo 1; echo 2; sleep 300");
    try (var pool =
        new ProcessPool(
            1,
            () -> new LongProcess("test", programs.startFed(chatty, Map.of(), Optional.empty())))) {
      LongProcess first = pool.take();
      assertThat(first.ready()).isTrue();
      first.send("b/t", new byte[0]);
      first.next();
      await().until(() -> !first.ready());
      pool.giveBack(first);
      assertThat(pool.take()).isNotSameAs(first);
    }
  }

  /** The thread that listens to the process of a file with its pid. */
  private Optional<Thread> listening() throws IOException {
    String name = "sluice-stdio-test-" + Files.readString(dir.resolve("pids")).strip() + "-out";
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals(name))
        .findAny();
  }

  @Test
  void aProgramThatSaysMoreThanAnybodyTakesIsNotReadAhead() throws Exception {
    List<String> chatty =
        List.of(
            "/bin/sh",
            "-c",
            "read task; echo $$ > pids; while :; do head -c 1000000 /dev/zero | tr '\\0' x;"
                + " echo; echo line >> written; done");
    var process = new LongProcess("test", programs.startFed(chatty, Map.of(), Optional.of(dir)));
    process.send("b/t", new byte[0]);
    process.next();
    // Naps have an end, so this one waits until somebody takes what it has read.
    await()
        .until(() -> listening().filter(it -> it.getState() == Thread.State.WAITING).isPresent());
    assertThat(Files.readAllLines(dir.resolve("written"))).hasSizeLessThanOrEqualTo(3);
    process.kill();
    await().until(() -> listening().isEmpty());
    assertThat(process.next()).isInstanceOf(LongProcess.Said.End.class);
  }

  /**
   * Leaves a process behind that has neither the mark nor a parent, and holds all three streams.
   * The program reads nothing.
   */
  private void leaving(String then, boolean stopped) throws Exception {
    var handler =
        serving(
            1,
            "exec 3<&0; (env -i setsid sh -c 'echo $$ > orphan; exec sleep 300' <&3 &)\n"
                + "while [ ! -s orphan ]; do :; done; echo $$ > pids\n"
                + then);
    var context = task('"' + "x".repeat(1_000_000) + '"');
    var failure = new CompletableFuture<Throwable>();
    Thread running =
        Thread.ofVirtual()
            .start(() -> {
              try {
                handler.handle(context);
              } catch (Exception e) {
                failure.complete(e);
              }
            });
    await().until(() -> Files.exists(dir.resolve("pids")) && pids() == 1);
    if (stopped) {
      context.cancel();
      running.interrupt();
    }
    assertThat(failure.get(20, TimeUnit.SECONDS))
        .isInstanceOf(stopped ? InterruptedException.class : StdioException.class);
    String program = "sluice-stdio-test-" + Files.readString(dir.resolve("pids")).strip() + "-";
    long orphan = Long.parseLong(Files.readString(dir.resolve("orphan")).strip());
    try {
      await()
          .until(() ->
              Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(each -> each.getName().startsWith(program)));
      assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isPresent();
    } finally {
      ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
      handler.close();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noThreadWaitsForWhatEscapesAKill() throws Exception {
    leaving("sleep 300", true);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noThreadWaitsForWhatAProcessThatDiesLeavesBehind() throws Exception {
    leaving("exit 3", false);
  }

  @Test
  void stoppingKillsTheProcessWithAllThatItStarted() throws Exception {
    try (var handler =
        answering(
            """
            case $line in
            *hang*) sleep 300 & echo $! > child; echo $$ >> pids; wait;;
            *) echo '{"output":1}';;
            esac\
            """)) {
      var context = task("\"hang\"");
      var failure = new CompletableFuture<Throwable>();
      Thread running =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  handler.handle(context);
                } catch (Exception e) {
                  failure.complete(e);
                }
              });
      await().until(() -> Files.exists(dir.resolve("pids")) && pids() == 1);
      context.cancel();
      running.interrupt();
      assertThat(failure.join()).isInstanceOf(InterruptedException.class);
      long child = Long.parseLong(Files.readString(dir.resolve("child")).strip());
      await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
      assertThat(handler.handle(task("")).bytes()).asString().isEqualTo("1");
    }
  }

  @Test
  void aCancelThatComesAfterTheAnswerLeavesTheProcessAlone() throws Exception {
    try (var handler = answering("echo $$ >> pids; echo '{\"output\":1}'")) {
      var first = task("");
      handler.handle(first);
      first.cancel();
      handler.handle(task(""));
      assertThat(pids()).isEqualTo(1);
    }
  }

  @Test
  void aProgramThatCannotBeStartedIsNamedWithTheRemedy() {
    var program = StdioProgram.list("test=/no/such/program -x").get(0);
    var terms = new StdioTerms(List.of(program), 1, List.of(), Optional.empty());
    try (var handler = new StdioHandler(program, terms, programs, Map.of())) {
      assertThatThrownBy(() -> handler.handle(task("")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/no/such/program")
          .hasMessageContaining("sluice.worker.stdio, which says test=/no/such/program -x");
    }
  }

  @Test
  void theEnvironmentIsWhatTheTermsSay() throws Exception {
    try (var handler = answering("printf '{\"output\":\"%s\"}\\n' \"$(env | tr '\\n' ' ')\"")) {
      assertThat(new String(handler.handle(task("")).bytes(), UTF_8))
          .contains("MINE=1 ", "PLANTED=passed on ", "PATH=")
          .doesNotContain("SECRET");
    }
  }

  @Test
  void closingEndsAllProcesses() throws Exception {
    var handler = answering("echo $$ >> pids; echo '{\"output\":1}'");
    handler.handle(task(""));
    handler.close();
    long pid = Long.parseLong(Files.readString(dir.resolve("pids")).strip());
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void theWaitBetweenDeathsGrowsAndEndsWithWork() {
    var backoff = new Backoff();
    assertThat(backoff.pause()).isZero();
    backoff.died();
    assertThat(backoff.pause()).isEqualTo(Duration.ofMillis(100));
    backoff.died();
    assertThat(backoff.pause()).isEqualTo(Duration.ofMillis(200));
    for (int i = 0; i < 100; i++) {
      backoff.died();
    }
    assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(10));
    backoff.worked();
    assertThat(backoff.pause()).isZero();
  }

  @Test
  void commandsAreReadAsTheyAreWritten() {
    assertThat(StdioProgram.list("a=python3 -u x.py ; b=\"/my tools/b\" 'c;d' e=f;"))
        .containsExactly(
            new StdioProgram("a", List.of("python3", "-u", "x.py")),
            new StdioProgram("b", List.of("/my tools/b", "c;d", "e=f")));
    var odd = new StdioProgram("b", List.of("/my tools/b", "c;d", "e=f"));
    assertThat(StdioProgram.list(odd.toString())).containsExactly(odd);
    for (String wrong : new String[] {"python3 x.py", "=x", "a=", "a='x", "a b=c"}) {
      assertThatThrownBy(() -> StdioProgram.list(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
