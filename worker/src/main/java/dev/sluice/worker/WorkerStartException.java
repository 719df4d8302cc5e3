package dev.sluice.worker;

import org.jspecify.annotations.Nullable;

/** The worker did not start. The message is one line that says what to do. */
public final class WorkerStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WorkerStartException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
