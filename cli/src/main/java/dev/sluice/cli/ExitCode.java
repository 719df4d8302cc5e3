package dev.sluice.cli;

/** What the command tells its caller. Part of the contract: never renumbered. */
public enum ExitCode {
  OK(0),
  FAILED(1),
  /** the command line or the configuration is wrong */
  USAGE(2),
  NOT_FOUND(3),
  NOT_ALLOWED(4),
  /** the batch ended with failed tasks */
  TASKS_FAILED(5),
  /** waited no longer */
  TIMED_OUT(6),
  /** the batch was rejected by validation */
  REJECTED(7),
  /** broker or scheduler unreachable */
  UNREACHABLE(8),
  CANCELLED(9),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
