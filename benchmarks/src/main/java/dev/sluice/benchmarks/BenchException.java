package dev.sluice.benchmarks;

import dev.sluice.cli.ExitCode;
import org.jspecify.annotations.Nullable;

/** Ends the benchmark: the message names the place and the next step. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public BenchException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public BenchException(String message) {
    this(ExitCode.FAILED, message, null);
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
