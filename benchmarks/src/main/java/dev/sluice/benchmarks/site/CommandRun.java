package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs one command of {@code sluice} to its end and tells what it took. */
public final class CommandRun {

  /** What is left after a collection: {@code Pause Young (Normal) ... 40M->12M(64M) 3.1ms}. */
  private static final Pattern LEFT = Pattern.compile("Pause .*->(\\d+)M\\(");

  private static final long MIB = 1024L * 1024;

  private CommandRun() {}

  /**
   * What a command took.
   *
   * @param liveBytes the most that a garbage collection left on its heap
   */
  public record Ended(Duration took, long liveBytes) {

    private static final double NANOS = 1e9;

    public double seconds() {
      return took.toNanos() / NANOS;
    }

    public double liveMiB() {
      return liveBytes / (double) MIB;
    }
  }

  static Ended of(String heap, List<String> arguments, Path logs) {
    try {
      Path log = Files.createTempFile(logs, arguments.getFirst() + "-", ".log");
      Path collections = Files.createTempFile(logs, arguments.getFirst() + "-", ".gc");
      List<String> options = List.of("-Xmx" + heap, "-Xlog:gc:file=" + collections);
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(new JavaCommand(options).of(LeashedSluice.class, arguments))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int code = process.waitFor();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (code != 0) {
        throw new BenchException(
            "sluice %s with a heap of %s ended with exit code %d; see %s"
                .formatted(String.join(" ", arguments), heap, code, log));
      }
      return new Ended(took, mostLeft(collections));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private static long mostLeft(Path collections) throws IOException {
    try (Stream<String> lines = Files.lines(collections)) {
      return lines
          .map(LEFT::matcher)
          .filter(Matcher::find)
          .mapToLong(found -> Long.parseLong(found.group(1)) * MIB)
          .max()
          .orElse(0);
    }
  }
}
