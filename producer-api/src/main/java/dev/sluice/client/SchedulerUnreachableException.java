package dev.sluice.client;

import org.jspecify.annotations.Nullable;

/**
 * The brokers answer, but no scheduler does: none runs, or it restores its state. What was
 * commanded is recorded and will be obeyed when one is back.
 */
public final class SchedulerUnreachableException extends SluiceException {

  private static final long serialVersionUID = 1L;

  public SchedulerUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
