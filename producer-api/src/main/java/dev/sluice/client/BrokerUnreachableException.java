package dev.sluice.client;

import org.jspecify.annotations.Nullable;

/** The brokers did not answer. */
public final class BrokerUnreachableException extends SluiceException {

  private static final long serialVersionUID = 1L;

  public BrokerUnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
