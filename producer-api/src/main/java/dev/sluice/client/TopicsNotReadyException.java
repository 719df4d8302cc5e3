package dev.sluice.client;

/** Sluice's topics are missing or don't fit together; {@code sluice topics apply} creates them. */
public final class TopicsNotReadyException extends SluiceException {

  private static final long serialVersionUID = 1L;

  public TopicsNotReadyException(String message) {
    super(message, null);
  }
}
