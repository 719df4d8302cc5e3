package dev.sluice.worker.handler.stdio;

/** A program said that its task failed, or died over it: another attempt may help. */
public final class StdioException extends Exception {

  private static final long serialVersionUID = 1L;

  StdioException(String message) {
    super(message);
  }
}
