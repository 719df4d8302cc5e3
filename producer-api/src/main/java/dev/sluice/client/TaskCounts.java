package dev.sluice.client;

/**
 * Tasks that have ended, by how they ended.
 *
 * @param total their sum
 */
public record TaskCounts(
    long total,
    long succeeded,
    long failed,
    long timedOut,
    long cancelled,
    long skipped,
    long rejected) {

  /** Nothing has ended. */
  public static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0, 0, 0, 0);

  /** These tasks and those. */
  public TaskCounts plus(TaskCounts other) {
    return new TaskCounts(
        total + other.total,
        succeeded + other.succeeded,
        failed + other.failed,
        timedOut + other.timedOut,
        cancelled + other.cancelled,
        skipped + other.skipped,
        rejected + other.rejected);
  }
}
