package dev.sluice.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and lines for the user, each {@code place: what; remedy}. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final transient List<String> lines;

  public CommandException(ExitCode exitCode, String line) {
    this(exitCode, List.of(line), null);
  }

  public CommandException(ExitCode exitCode, List<String> lines, @Nullable Throwable cause) {
    super(lines.getFirst(), cause);
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public List<String> lines() {
    return lines;
  }
}
