package dev.sluice.client;

/** Nothing is recorded about a batch of this id. */
public final class BatchNotFoundException extends SluiceException {

  private static final long serialVersionUID = 1L;

  public BatchNotFoundException(String message) {
    super(message, null);
  }
}
