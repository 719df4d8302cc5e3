package dev.sluice.worker.handler.http;

import dev.sluice.worker.handler.RetryAfterException;
import java.time.Duration;

/** A server answered that it can't now: another attempt may help. */
public final class HttpStatusException extends RetryAfterException {

  private static final long serialVersionUID = 1L;

  HttpStatusException(String message, Duration retryAfter) {
    super(message, retryAfter);
  }
}
