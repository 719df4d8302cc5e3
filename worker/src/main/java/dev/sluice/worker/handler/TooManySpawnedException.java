package dev.sluice.worker.handler;

/**
 * A task adds more to its batch than one report may carry. The attempt fails with the code {@code
 * TOO_MANY_SPAWNED} and is not repeated, whatever the handler makes of this exception: no task is
 * dropped in silence.
 */
public final class TooManySpawnedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TooManySpawnedException(String message) {
    super(message);
  }
}
