package dev.sluice.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry can't be reached now. Says nothing about the record: try again. */
public final class RegistryUnavailableException extends RetriableException {

  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
