package dev.sluice.worker.handler.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.program.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ExecHandlerTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", System.getenv("PATH"), "AWS_SECRET", "planted");

  private final ExecHandler exec = new ExecHandler(ExecAllowance.ALL, new Programs(ENVIRONMENT));

  private String run(String json) throws Exception {
    return new String(exec.handle(new TestContext("exec", json)).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theOutputIsWhatTheProgramWroteWithoutTheLastLineEnd() throws Exception {
    assertThat(run("{\"command\": [\"printf\", \"a\\\\nb\\\\n\\\\n\"]}")).isEqualTo("a\nb");
  }

  @Test
  void argumentsAreNeverReadByAShell() throws Exception {
    assertThat(run("{\"command\": [\"echo\", \"$(id); *\", \"`id`\"]}")).isEqualTo("$(id); * `id`");
  }

  @Test
  void aProgramReadsWhatItIsGivenAndNothingElse() throws Exception {
    assertThat(run("{\"command\": [\"wc\", \"-c\"], \"stdin\": \"four\"}").strip()).isEqualTo("4");
    assertThat(run("{\"command\": [\"cat\"]}")).isEmpty();
  }

  @Test
  void theWorkersEnvironmentIsNotPassedOn() throws Exception {
    assertThat(run("{\"command\": [\"env\"], \"env\": {\"MINE\": \"1\"}}"))
        .contains("MINE=1")
        .contains("PATH=")
        .doesNotContain("planted");
  }

  @Test
  void aProgramRunsInItsDirectory(@TempDir Path dir) throws Exception {
    assertThat(run("{\"command\": [\"pwd\"], \"dir\": \"" + dir + "\"}"))
        .isEqualTo(dir.toRealPath().toString());
  }

  @Test
  void anExitCodeFailsWithTheEndOfTheStandardError() {
    assertThatThrownBy(() -> run("{\"command\": [\"sh\", \"-c\", \"echo no good >&2; exit 3\"]}"))
        .isInstanceOf(ProcessFailedException.class)
        .hasMessage("sh ended with exit code 3: no good");
  }

  @Test
  void tooMuchOutputFailsWithoutBlockingTheProgram() {
    assertThatThrownBy(() -> run("{\"command\": [\"head\", \"-c\", \"5000000\", \"/dev/zero\"]}"))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("5000000 bytes")
        .hasMessageContaining("262144");
  }

  @Test
  void aProgramThatIsMissingOrNotAllowedFailsForGood() {
    assertThatThrownBy(() -> run("{\"command\": [\"no-such-program\"]}"))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("no-such-program");
    var careful =
        new ExecHandler(new ExecAllowance(Set.of("wc"), Set.of()), new Programs(ENVIRONMENT));
    assertThatThrownBy(
            () -> careful.handle(new TestContext("exec", "{\"command\": [\"/usr/bin/wc\"]}")))
        .isInstanceOf(NonRetryableException.class)
        .hasMessageContaining("sluice.worker.exec.allow");
  }

  @Test
  void anAllowedProgramCannotBeTurnedIntoAnotherOne(@TempDir Path dir) throws Exception {
    Path impostor = Files.writeString(dir.resolve("wc"), "#!/bin/sh\necho impostor\n");
    assertThat(impostor.toFile().setExecutable(true)).isTrue();
    var careful =
        new ExecHandler(
            new ExecAllowance(Set.of("wc", "./wc"), Set.of()),
            new Programs(Map.of("PATH", "." + File.pathSeparator + System.getenv("PATH"))));
    String at = "\"dir\": \"" + dir + "\"}";
    var honest = new TestContext("exec", "{\"command\": [\"wc\", \"-c\"], " + at);
    assertThat(careful.handle(honest).bytes()).asString().isEqualTo("0");
    var relative = new TestContext("exec", "{\"command\": [\"./wc\"], " + at);
    assertThatThrownBy(() -> careful.handle(relative)).hasMessageContaining("absolute path");
  }

  @Test
  void aTaskSetsOnlyVariablesThatTheWorkerNames() throws Exception {
    var params = "{\"command\": [\"env\"], \"env\": {\"REGION\": \"north\"}}";
    var none = with(Set.of("*"), Set.of());
    assertThatThrownBy(() -> none.handle(new TestContext("exec", params)))
        .isInstanceOf(NonRetryableException.class)
        .hasMessage(
            "Parameter env of exec may not set REGION in this worker: add it to"
                + " sluice.worker.exec.env, which is empty");
    var some = with(Set.of("env"), Set.of("REGION", "YEAR"));
    assertThat(some.handle(new TestContext("exec", params)).bytes())
        .asString()
        .contains("REGION=north");
    for (String name : new String[] {"region", "LD_PRELOAD", "GCONV_PATH", "PYTHONSTARTUP"}) {
      var other = new TestContext("exec", params.replace("REGION", name));
      assertThatThrownBy(() -> some.handle(other))
          .isInstanceOf(NonRetryableException.class)
          .hasMessageContaining("may not set " + name)
          .hasMessageEndingWith("which is REGION,YEAR");
    }
    var any = with(Set.of("env"), Set.of("*"));
    assertThat(any.handle(new TestContext("exec", params)).bytes()).asString().contains("REGION");
  }

  private static ExecHandler with(Set<String> programs, Set<String> env) {
    return new ExecHandler(new ExecAllowance(programs, env), new Programs(ENVIRONMENT));
  }

  @Test
  void wrongParametersAreNamed() {
    assertThatThrownBy(() -> run("{\"comand\": [\"wc\"]}")).hasMessageContaining("comand");
    assertThatThrownBy(() -> run("{}")).hasMessageContaining("command of exec is missing");
    assertThatThrownBy(() -> run("{\"command\": \"wc -l\"}")).hasMessageContaining("[wc, -l]");
    assertThatThrownBy(() -> run("[1")).hasMessageContaining("not JSON");
  }

  /** Runs until the script has noted so many pids, stops it, and waits for their end. */
  private void killed(Path dir, String script, int expected) throws Exception {
    Path pids = dir.resolve("pids");
    var command = JsonNodeFactory.instance.objectNode();
    command.putArray("command").add("sh").add("-c").add(script);
    command.put("stdin", "x".repeat(1_000_000));
    var context = new TestContext("exec", command.put("dir", dir.toString()).toString());
    var failure = new CompletableFuture<Throwable>();
    Thread running =
        Thread.ofVirtual()
            .start(() -> {
              try {
                exec.handle(context);
                failure.complete(new AssertionError("came to an end"));
              } catch (Exception e) {
                failure.complete(e);
              }
            });
    await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == expected);
    context.cancel();
    running.interrupt();
    assertThat(failure.join()).isInstanceOf(InterruptedException.class);
    for (String pid : Files.readAllLines(pids)) {
      await().until(() -> dead(Long.parseLong(pid)));
    }
  }

  /**
   * Leaves a process behind that has neither the mark nor a parent, and holds all three streams.
   * What the program is to read is more than a pipe takes, and it reads none of it.
   */
  private static final String LEAVING =
      "exec 3<&0; (env -i setsid sh -c 'echo $$ > orphan; exec sleep 300' <&3 &);"
          + " while [ ! -s orphan ]; do :; done; echo $$ >> pids; ";

  private static void noThreadWaitsForTheOrphan(Path dir) throws IOException {
    String program = "sluice-exec-" + Files.readString(dir.resolve("pids")).strip() + "-";
    long orphan = Long.parseLong(Files.readString(dir.resolve("orphan")).strip());
    try {
      await()
          .until(() ->
              Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(each -> each.getName().startsWith(program)));
      assertThat(dead(orphan)).isFalse();
    } finally {
      ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noThreadWaitsForWhatAProgramLeavesBehind(@TempDir Path dir) throws Exception {
    var params = JsonNodeFactory.instance.objectNode().put("dir", dir.toString());
    params.putArray("command").add("sh").add("-c").add(LEAVING + "echo done");
    params.put("stdin", "x".repeat(1_000_000));
    assertThat(run(params.toString())).isEqualTo("done");
    noThreadWaitsForTheOrphan(dir);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noThreadWaitsForWhatEscapesAKill(@TempDir Path dir) throws Exception {
    killed(dir, LEAVING + "exec sleep 300", 1);
    noThreadWaitsForTheOrphan(dir);
  }

  private static boolean dead(long pid) {
    return ProcessHandle.of(pid).map(each -> !each.isAlive()).orElse(true);
  }

  @Test
  void stoppingKillsATreeOfThree(@TempDir Path dir) throws Exception {
    String grandchild = "echo $$ >> pids; exec sleep 300";
    Files.writeString(dir.resolve("grandchild"), grandchild);
    Files.writeString(dir.resolve("child"), "echo $$ >> pids; sh grandchild & wait");
    killed(dir, "echo $$ >> pids; sh child & wait", 3);
  }

  @Test
  void stoppingKillsWhoIgnoresSignals(@TempDir Path dir) throws Exception {
    Files.writeString(
        dir.resolve("child"), "trap '' TERM INT HUP; echo $$ >> pids; while :; do sleep 1; done");
    killed(dir, "trap '' TERM INT HUP; echo $$ >> pids; sh child & wait; wait", 2);
  }

  /** A daemon: its parent has ended, so nothing but the mark says whose it is. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void stoppingKillsWhoHasLostItsParents(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("orphan"), "echo $$ >> pids; exec sleep 300");
    killed(dir, "(setsid sh orphan >/dev/null 2>&1 &); echo $$ >> pids; exec sleep 300", 2);
  }

  @Test
  void withoutADirectoryAProgramHasOneOfItsOwn() throws Exception {
    String where =
        run("{\"command\": [\"sh\", \"-c\", \"pwd; mkdir a; ln -s / a/b; stat -c %a .\"]}");
    assertThat(where).contains("sluice-exec-").endsWith("\n700");
    assertThat(Path.of(where.lines().findFirst().orElseThrow())).doesNotExist();
    assertThat(Path.of("/")).isNotEmptyDirectory();
    assertThat(run("{\"command\": [\"printenv\", \"TMPDIR\"]}")).contains("sluice-exec-");
  }
}
