package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.export.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a file is being written, in a process of its own. */
@Timeout(60)
class InterruptedWritingTest {

  private static final String HALF = "half of it";

  @TempDir Path folder;

  /** Writes half of a file as the commands do, and would take long for the rest. */
  static final class HalfWritten {

    private HalfWritten() {}

    /** Takes the file's name. */
    public static void main(String[] args) throws Exception {
      ProcessSignals signals = ProcessSignals.watched();
      new WholeFile(Path.of(args[0]), false)
          .write(
              out -> {
                out.write(HALF.getBytes(StandardCharsets.UTF_8));
                out.flush();
                System.out.println("writing");
                try {
                  Thread.sleep(60_000);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              signals::discard);
    }
  }

  @Test
  void nothingIsLeftOfAFileThatIsNotComplete() throws Exception {
    Path kill = Path.of("/bin/kill");
    Assumptions.assumeTrue(Files.isExecutable(kill), "there is no kill here");
    Path file = folder.resolve("results.csv");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HalfWritten.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("writing");
      List<Path> before = files();
      assertThat(before).hasSize(1);
      assertThat(before.getFirst()).hasContent(HALF);

      new ProcessBuilder(kill.toString(), "-INT", "" + process.pid()).start().waitFor();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(files()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private List<Path> files() throws Exception {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
