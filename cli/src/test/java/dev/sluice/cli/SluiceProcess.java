package dev.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, with the class path of the tests. */
final class SluiceProcess implements AutoCloseable {

  private static final int EXIT_SECONDS = 60;

  private final Process process;
  private final Path log;

  private SluiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the command; what it writes goes to the log, and its data too. */
  static SluiceProcess start(Path log, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.cli.Sluice"));
    command.addAll(Arrays.asList(args));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new SluiceProcess(builder.start(), log);
  }

  /** Asks it to end in order, as {@code kill} does. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  /** As {@code kill -9}: it gets no chance to say or do anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + this);
    }
    return process.exitValue();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return log.getFileName() + (process.isAlive() ? " (alive)" : " (ended)") + ":\n" + log();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
