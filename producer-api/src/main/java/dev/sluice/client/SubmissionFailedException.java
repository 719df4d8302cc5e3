package dev.sluice.client;

import org.jspecify.annotations.Nullable;

/**
 * Not every record of a batch, or not its command, was acknowledged by the brokers. The scheduler
 * waits for the missing ones, so submitting the same batch again under the same id completes it;
 * what arrived already counts once.
 */
public final class SubmissionFailedException extends SluiceException {

  private static final long serialVersionUID = 1L;

  private final String batchId;
  private final long acknowledged;
  private final long total;

  private SubmissionFailedException(
      String message, String batchId, long acknowledged, long total, @Nullable Throwable cause) {
    super(message, cause);
    this.batchId = batchId;
    this.acknowledged = acknowledged;
    this.total = total;
  }

  /** Some tasks of a batch did not arrive. */
  public static SubmissionFailedException ofTasks(
      String batchId, long acknowledged, long total, String why, @Nullable Throwable cause) {
    String message =
        "batch %s: %d of %d tasks were acknowledged by the brokers (%s); submit the same batch id again, tasks that arrived already count once"
            .formatted(batchId, acknowledged, total, why);
    return new SubmissionFailedException(message, batchId, acknowledged, total, cause);
  }

  /** A command did not arrive. */
  public static SubmissionFailedException ofCommand(
      String batchId, String why, @Nullable Throwable cause) {
    String message =
        "batch %s: the command was not acknowledged by the brokers (%s); send it again, twice is harmless"
            .formatted(batchId, why);
    return new SubmissionFailedException(message, batchId, 0, 0, cause);
  }

  public String batchId() {
    return batchId;
  }

  /** How many of the tasks the brokers have. */
  public long acknowledged() {
    return acknowledged;
  }

  /** How many tasks there were to submit. */
  public long total() {
    return total;
  }
}
