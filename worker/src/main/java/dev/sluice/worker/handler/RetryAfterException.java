package dev.sluice.worker.handler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The attempt failed, and another one makes no sense before some time has passed: an outside system
 * said so. Whether there is another one is the task's retry plan's to say; its wait and this one,
 * whichever is longer, is waited for, a day at most.
 */
public class RetryAfterException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Duration wait;

  /**
   * @param wait zero or less: as the plan says
   */
  public RetryAfterException(String message, Duration wait) {
    this(message, wait, null);
  }

  /** Like the other one, with a cause. */
  public RetryAfterException(String message, Duration wait, @Nullable Throwable cause) {
    super(message, cause);
    this.wait = wait;
  }

  /** How long not to try again. */
  public Duration retryAfter() {
    return wait;
  }
}
