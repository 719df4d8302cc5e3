package dev.sluice.client;

/** The batch has no task of this id, or none yet. */
public final class TaskNotFoundException extends SluiceException {

  private static final long serialVersionUID = 1L;

  public TaskNotFoundException(String message) {
    super(message, null);
  }
}
