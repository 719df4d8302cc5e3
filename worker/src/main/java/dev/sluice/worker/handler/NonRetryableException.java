package dev.sluice.worker.handler;

import org.jspecify.annotations.Nullable;

/** The attempt failed and another one can't help: the task fails now, whatever its retry plan. */
public class NonRetryableException extends Exception {

  private static final long serialVersionUID = 1L;

  public NonRetryableException(String message) {
    super(message);
  }

  public NonRetryableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
