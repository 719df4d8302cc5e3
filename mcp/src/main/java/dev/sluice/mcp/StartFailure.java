package dev.sluice.mcp;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.ExitCode;
import dev.sluice.schemas.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;

/** Says why the server could not start: an exit code and a line without a stack trace. */
final class StartFailure {

  private StartFailure() {}

  static ExitCode tell(Exception failure, PrintStream people) {
    CommandException explained = explain(failure);
    explained.lines().forEach(line -> people.println("sluice: " + line));
    return explained.exitCode();
  }

  private static CommandException explain(Exception failure) {
    return switch (failure) {
      case CommandException known -> known;
      case ConfigurationException bad -> of(ExitCode.USAGE, String.valueOf(bad.getMessage()), bad);
      case NoSuchFileException missing ->
          of(
              ExitCode.NOT_FOUND,
              missing.getFile() + ": no such file or folder; create it",
              missing);
      case NotDirectoryException file ->
          of(ExitCode.USAGE, file.getFile() + ": no folder; name one", file);
      case AccessDeniedException denied ->
          of(
              ExitCode.NOT_ALLOWED,
              denied.getFile() + ": access denied; check its permissions",
              denied);
      case FileSystemException other ->
          of(
              ExitCode.USAGE,
              other.getFile() + ": " + other.getReason() + "; choose another",
              other);
      case IOException io -> of(ExitCode.FAILED, "input/output: " + io.getMessage(), io);
      default -> of(ExitCode.FAILED, "unexpected " + failure + "; report it", failure);
    };
  }

  private static CommandException of(ExitCode code, String line, Exception failure) {
    return new CommandException(code, List.of(line), failure);
  }
}
