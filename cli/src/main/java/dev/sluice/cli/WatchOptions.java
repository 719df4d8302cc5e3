package dev.sluice.cli;

import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.output.OutputFormat;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For commands that can show the same again until somebody has seen enough. */
final class WatchOptions {

  private static final Duration USUAL = Duration.ofSeconds(2);
  private static final Duration SHORTEST = Duration.ofMillis(500);

  @Option(
      names = "--watch",
      description = {
        "Shows it again every --interval: on a terminal in place, else line by line, with -o jsonl"
            + " as data."
      })
  boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "With --watch: how often, 500ms or more. Default: 2s.")
  @Nullable String interval;

  /** A look at the thing. */
  interface Look {
    /** Shows it; returns whether to go on. */
    boolean show() throws Exception;
  }

  /** Checks what was said. */
  void check(OutputFormat format) {
    if (watch && format != OutputFormat.TABLE && format != OutputFormat.JSONL) {
      throw new CommandException(
          ExitCode.USAGE, "--watch gives no " + format + "; use -o table or -o jsonl");
    }
    if (!watch && interval != null) {
      throw new CommandException(ExitCode.USAGE, "--interval is for --watch; add it");
    }
    interval();
  }

  /**
   * Looks until there is nothing more to see, the reader is gone or the thread is interrupted, at
   * most once in an interval however quick a look is.
   */
  ExitCode repeat(Look look) throws Exception {
    Duration pause = interval();
    try {
      while (look.show()) {
        Thread.sleep(pause.toMillis());
      }
      return ExitCode.OK;
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    }
  }

  private Duration interval() {
    try {
      Duration said = interval == null ? USUAL : DurationText.parse(interval);
      if (said.compareTo(SHORTEST) < 0) {
        throw new IllegalArgumentException(
            "'" + interval + "' is too short; give " + DurationText.of(SHORTEST) + " or more");
      }
      return said;
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of("--interval: " + e.getMessage()), e);
    }
  }
}
