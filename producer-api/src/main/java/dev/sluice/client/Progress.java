package dev.sluice.client;

import dev.sluice.core.task.BatchStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is.
 *
 * @param batchId the batch
 * @param status what the scheduler last said about it; {@code OPEN} before it said anything
 * @param total how many tasks the batch has; while that is not known, how many have ended
 * @param succeeded tasks that ended well; the counts after it are the other ends of a task
 * @param retried attempts after the first ones, of all tasks together
 * @param timeLeft how long it still takes; null while that can't be told, and for a batch that is
 *     paused or has ended
 */
public record Progress(
    String batchId,
    BatchStatus status,
    long total,
    long succeeded,
    long failed,
    long timedOut,
    long cancelled,
    long skipped,
    long rejected,
    long retried,
    @Nullable TimeLeft timeLeft) {

  public Progress {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(status, "status");
  }

  /** Like the other one, without knowing how long it still takes. */
  public Progress(
      String batchId,
      BatchStatus status,
      long total,
      long succeeded,
      long failed,
      long timedOut,
      long cancelled,
      long skipped,
      long rejected,
      long retried) {
    this(
        batchId, status, total, succeeded, failed, timedOut, cancelled, skipped, rejected, retried,
        null);
  }

  /** How many tasks have ended, one way or another. */
  public long done() {
    return succeeded + failed + timedOut + cancelled + skipped + rejected;
  }

  /** The part of the tasks that has ended, 0 to 1. */
  public double fraction() {
    return total == 0 ? 0 : Math.min(1.0, (double) done() / total);
  }
}
