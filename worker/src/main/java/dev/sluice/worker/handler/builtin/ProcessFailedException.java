package dev.sluice.worker.handler.builtin;

/** A program ended with another exit code than 0. */
public final class ProcessFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  ProcessFailedException(String message) {
    super(message);
  }
}
