package dev.sluice.scheduler.ledger;

import org.jspecify.annotations.Nullable;

/** An event could not be decided; none of its rows was written. The next one may well be. */
final class UndecidableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason code for the dead letter
   */
  UndecidableException(String reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
