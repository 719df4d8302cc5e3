package dev.sluice.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * The bytes are no record of the expected type and never will be: they belong into the dead-letter
 * topic.
 */
public final class UndecodableRecordException extends Exception {

  private static final long serialVersionUID = 1L;

  public UndecodableRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
