package dev.sluice.core.ledger.row;

import dev.sluice.core.task.TaskStatus;

/**
 * How many tasks of a batch are where.
 *
 * @param received tasks that were submitted
 * @param missing tasks that others need and that were not submitted yet
 * @param queued could run and are held
 * @param active released and not ended
 * @param started releases ever made
 */
public record Tally(
    long received,
    long missing,
    long queued,
    long active,
    long started,
    long succeeded,
    long failed,
    long timedOut,
    long cancelled,
    long skipped,
    long rejected) {

  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  public long ended() {
    return succeeded + failed + timedOut + cancelled + skipped + rejected;
  }

  /** Tasks that wait for needs. */
  public long waiting() {
    return received - queued - active - ended();
  }

  /** Tasks that count against the batch's failure policy. */
  public long unsuccessful() {
    return failed + timedOut + rejected;
  }

  public Tally withReceived() {
    return plus(1, 0, 0, 0, 0);
  }

  public Tally withMissing(int delta) {
    return plus(0, delta, 0, 0, 0);
  }

  public Tally withQueued(int delta) {
    return plus(0, 0, delta, 0, 0);
  }

  public Tally withReleased() {
    return plus(0, 0, 0, 1, 1);
  }

  public Tally withoutActive() {
    return plus(0, 0, 0, -1, 0);
  }

  private Tally plus(int received, int missing, int queued, int active, int started) {
    return new Tally(
        this.received + received,
        this.missing + missing,
        this.queued + queued,
        this.active + active,
        this.started + started,
        succeeded,
        failed,
        timedOut,
        cancelled,
        skipped,
        rejected);
  }

  /** One more task that ended like this. */
  public Tally withEnded(TaskStatus status) {
    return new Tally(
        received,
        missing,
        queued,
        active,
        started,
        succeeded + one(status, TaskStatus.SUCCEEDED),
        failed + one(status, TaskStatus.FAILED),
        timedOut + one(status, TaskStatus.TIMED_OUT),
        cancelled + one(status, TaskStatus.CANCELLED),
        skipped + one(status, TaskStatus.SKIPPED),
        rejected + one(status, TaskStatus.REJECTED));
  }

  private static int one(TaskStatus status, TaskStatus counted) {
    return status == counted ? 1 : 0;
  }
}
