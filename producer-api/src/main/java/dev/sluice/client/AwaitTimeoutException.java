package dev.sluice.client;

/** The batch did not end in the time given. It goes on; await it again or cancel it. */
public final class AwaitTimeoutException extends SluiceException {

  private static final long serialVersionUID = 1L;

  private final transient Progress progress;

  public AwaitTimeoutException(String message, Progress progress) {
    super(message, null);
    this.progress = progress;
  }

  /** How far the batch had come. */
  public Progress progress() {
    return progress;
  }
}
