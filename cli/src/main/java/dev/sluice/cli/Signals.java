package dev.sluice.cli;

import java.nio.file.Path;

/** What to do when somebody asks the process to end. */
public interface Signals {

  /** Cleans up and says with which code to end. Runs on a thread of its own, at most once. */
  interface Ending {
    int end(String signal);
  }

  /** Sets what the next signal does; without it the process just ends. */
  void onSignal(Ending ending);

  /** Takes this file away, if it is still there, when a signal ends the process. */
  void discard(Path draft);

  /** Whether the JVM ends when the command has ended, so that nothing has to be closed slowly. */
  boolean processEndsAfterCommand();

  /** The code that a shell gives a process that a signal ended. */
  static int code(String signal) {
    return switch (signal) {
      case "HUP" -> 129;
      case "TERM" -> 143;
      default -> ExitCode.INTERRUPTED.code();
    };
  }

  /** For a command that runs inside another program. */
  static Signals none() {
    return new Signals() {
      @Override
      public void onSignal(Ending ending) {}

      @Override
      public void discard(Path draft) {}

      @Override
      public boolean processEndsAfterCommand() {
        return false;
      }
    };
  }
}
