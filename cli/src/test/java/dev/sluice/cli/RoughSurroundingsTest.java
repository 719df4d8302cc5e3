package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, in a shell that gives it something odd. */
@Timeout(90)
@DisplayName(
    "B53 whatever it is started with, the command ends soon, with a code and no stack trace")
class RoughSurroundingsTest {

  private static final String BATCH = "tasks: [{id: a, type: noop}]\n";

  @TempDir static Path folder;

  /** What a process wrote and ended with. */
  private record Ended(int code, String out, String err) {

    private void told(int expected, String words) {
      assertThat(code).as(err).isEqualTo(expected);
      assertThat(err.lines()).as(err).singleElement().asString().startsWith("sluice: ");
      assertThat(err).contains(words);
    }
  }

  @BeforeAll
  static void write() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    Files.writeString(folder.resolve("b.yaml"), BATCH);
    var many = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      many.append("{\"id\":\"t").append(i).append("\",\"type\":\"noop\"}\n");
    }
    Files.writeString(folder.resolve("many.jsonl"), many);
  }

  @Test
  void standardInputThatIsClosedIsTold() throws Exception {
    // The JVM may have opened a file of its own in the place of what is closed.
    Ended ended = shell("sluice validate - <&-");

    assertThat(ended.code()).as(ended.err()).isIn(1, 7);
    assertThat(ended.err().lines()).as(ended.err()).singleElement().asString().startsWith("sluice");
  }

  @Test
  void aPipeWithANameIsReadToItsEnd() throws Exception {
    Ended ended = shell("mkfifo pipe && { cat b.yaml > pipe & } && sluice validate pipe");

    ended.told(0, "pipe: ok, yaml with 1 task");
  }

  @Test
  void aReaderThatHasSeenEnoughEndsTheCommandQuietly() throws Exception {
    Ended ended =
        shell("sluice plan many.jsonl -o json | head -c 100 >/dev/null; exit ${PIPESTATUS[0]}");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(shell("sluice --help | head -n 1").out()).startsWith("Usage: sluice");
  }

  @Test
  void aLocaleWithoutUtf8SpoilsNoOutput() throws Exception {
    Files.writeString(folder.resolve("name.yaml"), "name: Grüße\n" + BATCH);

    Ended plan = shell("LC_ALL=C LANG=C sluice plan name.yaml");
    assertThat(plan.out()).contains("Grüße");
    assertThat(plan.code()).isZero();
    Ended named = shell("LC_ALL=C LANG=C sluice validate 'grün.yaml'");
    assertThat(named.code()).as(named.err()).isIn(2, 3);
    assertThat(named.err().lines()).singleElement().asString().startsWith("sluice: ");
  }

  @Test
  void aTerminalOfNoWidthAndNobodysHomeAreFine() throws Exception {
    Ended ended = shell("unset HOME USER; COLUMNS=0 TERM= sluice run b.yaml -o json");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).containsPattern("\"status\" ?: ?\"SUCCEEDED\"");
    assertThat(ended.err()).doesNotContain("\tat ", "Exception");
    assertThat(shell("HOME=/nonexistent sluice config show").code()).isZero();
  }

  /** Runs a line of bash in which {@code sluice} is the command. */
  private static Ended shell(String line) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx300m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "dev.sluice.cli.Sluice");
    String function = "sluice() { " + String.join(" ", java) + " \"$@\"; }\n";
    var builder =
        new ProcessBuilder(new ArrayList<>(List.of("/bin/bash", "-c", function + line)))
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(name -> name.startsWith("SLUICE_") || name.startsWith("JAVA_TOOL"));
    env.put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + line + "\n" + Files.readString(err));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
