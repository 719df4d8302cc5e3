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
 * @param spawned submitted by other tasks of the batch and not by its producer
 * @param cleanUps submitted tasks that run because of how their needs ended, whatever stops the
 *     rest
 * @param outputs rows of outputs that are kept
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
    long rejected,
    long spawned,
    long cleanUps,
    long outputs) {

  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

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
    return plus(1, 0, 0, 0, 0, 0, 0, 0);
  }

  public Tally withSpawned() {
    return plus(0, 0, 0, 0, 0, 1, 0, 0);
  }

  public Tally withMissing(int delta) {
    return plus(0, delta, 0, 0, 0, 0, 0, 0);
  }

  public Tally withQueued(int delta) {
    return plus(0, 0, delta, 0, 0, 0, 0, 0);
  }

  public Tally withReleased() {
    return plus(0, 0, 0, 1, 1, 0, 0, 0);
  }

  public Tally withoutActive() {
    return plus(0, 0, 0, -1, 0, 0, 0, 0);
  }

  public Tally withCleanUp() {
    return plus(0, 0, 0, 0, 0, 0, 1, 0);
  }

  public Tally withOutput() {
    return plus(0, 0, 0, 0, 0, 0, 0, 1);
  }

  /** No output is kept any more. */
  public Tally withoutOutputs() {
    return plus(0, 0, 0, 0, 0, 0, 0, -outputs);
  }

  private Tally plus(
      int received,
      int missing,
      int queued,
      int active,
      int started,
      int spawned,
      int cleanUps,
      long outputs) {
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
        rejected,
        this.spawned + spawned,
        this.cleanUps + cleanUps,
        this.outputs + outputs);
  }

  /** One more task that ended like this. */
  public Tally withEnded(TaskStatus status) {
    return withEnded(status, 1);
  }

  /** A task that had ended like this is to run again. */
  public Tally withRestarted(TaskStatus status) {
    return withEnded(status, -1);
  }

  private Tally withEnded(TaskStatus status, int more) {
    return new Tally(
        received,
        missing,
        queued,
        active,
        started,
        succeeded + (status == TaskStatus.SUCCEEDED ? more : 0),
        failed + (status == TaskStatus.FAILED ? more : 0),
        timedOut + (status == TaskStatus.TIMED_OUT ? more : 0),
        cancelled + (status == TaskStatus.CANCELLED ? more : 0),
        skipped + (status == TaskStatus.SKIPPED ? more : 0),
        rejected + (status == TaskStatus.REJECTED ? more : 0),
        spawned,
        cleanUps,
        outputs);
  }
}
