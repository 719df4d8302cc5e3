package dev.sluice.core.summary;

import dev.sluice.core.task.TaskStatus;
import java.util.List;

/**
 * The fold of the results of one batch. Folding is independent of the order of results, and merging
 * two tallies gives what folding all their results into one gives. Size is bounded whatever comes:
 * names and error groups beyond a limit are counted together. Mutable, for one thread.
 *
 * <p>A result of a later round replaces that of the earlier one: {@link #unfold} the earlier, then
 * {@link #fold} the later. Unfolding takes counts and distributions back exactly; the earliest and
 * latest times, the longest durations and the examples of errors stay.
 */
public final class BatchTally {

  private static final int VERSION = 2;
  private static final long NEVER = 0;

  private final StatusCounts counts;
  private final CountsByName byType;
  private final CountsByName byGroup;
  private final CountsByName byWorker;
  private final CountsByName byPriority;
  private final DurationTally queueWait;
  private final DurationTally runTime;
  private final ErrorGroups errors;
  private long results;
  private long retried;
  private long cached;
  private long earliestQueued;
  private long latestFinished;

  /** A tally of nothing. */
  public BatchTally() {
    this(
        new StatusCounts(),
        new CountsByName(),
        new CountsByName(),
        new CountsByName(),
        new CountsByName(),
        new DurationTally(),
        new DurationTally(),
        new ErrorGroups());
  }

  private BatchTally(
      StatusCounts counts,
      CountsByName byType,
      CountsByName byGroup,
      CountsByName byWorker,
      CountsByName byPriority,
      DurationTally queueWait,
      DurationTally runTime,
      ErrorGroups errors) {
    this.counts = counts;
    this.byType = byType;
    this.byGroup = byGroup;
    this.byWorker = byWorker;
    this.byPriority = byPriority;
    this.queueWait = queueWait;
    this.runTime = runTime;
    this.errors = errors;
  }

  /** Adds a result. */
  public void fold(Contribution result) {
    results++;
    count(result, 1);
    queueWait.add(result.queueWaitMicros());
    runTime.add(result.runTimeMicros());
    if (result.error() != null) {
      errors.add(result.error());
    }
    earliestQueued = earliest(earliestQueued, result.queuedAt());
    latestFinished = Math.max(latestFinished, result.finishedAt());
  }

  /** Takes back a result that was folded before. It still counts as one of {@link #results}. */
  public void unfold(Contribution result) {
    count(result, -1);
    queueWait.remove(result.queueWaitMicros());
    runTime.remove(result.runTimeMicros());
    if (result.error() != null) {
      errors.remove(result.error());
    }
  }

  private void count(Contribution result, int number) {
    TaskStatus status = result.status();
    counts.add(status, number);
    byType.add(result.type(), status, number);
    byGroup.add(result.group(), status, number);
    byWorker.add(result.worker(), status, number);
    byPriority.add(result.priority().name(), status, number);
    retried += (long) number * result.retries();
    cached += result.cached() ? number : 0;
  }

  /** Adds everything that the other tally holds. */
  public void merge(BatchTally other) {
    results += other.results;
    counts.add(other.counts);
    byType.add(other.byType);
    byGroup.add(other.byGroup);
    byWorker.add(other.byWorker);
    byPriority.add(other.byPriority);
    retried += other.retried;
    cached += other.cached;
    queueWait.add(other.queueWait);
    runTime.add(other.runTime);
    errors.add(other.errors);
    earliestQueued = earliest(earliestQueued, other.earliestQueued);
    latestFinished = Math.max(latestFinished, other.latestFinished);
  }

  private static long earliest(long one, long other) {
    return one == NEVER || other == NEVER ? Math.max(one, other) : Math.min(one, other);
  }

  /** How many results were ever folded, those of earlier rounds included. */
  public long results() {
    return results;
  }

  public StatusCounts counts() {
    return counts;
  }

  public CountsByName byType() {
    return byType;
  }

  public CountsByName byGroup() {
    return byGroup;
  }

  public CountsByName byWorker() {
    return byWorker;
  }

  public CountsByName byPriority() {
    return byPriority;
  }

  /** Attempts after the first ones, of all tasks together. */
  public long retried() {
    return retried;
  }

  /** Tasks that succeeded without a run, with the output of another task. */
  public long cached() {
    return cached;
  }

  /** From queued to started, of the tasks that ran. */
  public DurationTally queueWait() {
    return queueWait;
  }

  /** From started to finished, of the tasks that ran. */
  public DurationTally runTime() {
    return runTime;
  }

  /** The most frequent errors first. */
  public List<ErrorGroup> errors() {
    return errors.shown();
  }

  /** Microseconds since the epoch; 0 = no task was queued. */
  public long earliestQueued() {
    return earliestQueued;
  }

  /** Microseconds since the epoch; 0 = no task ended. */
  public long latestFinished() {
    return latestFinished;
  }

  /** Succeeded of all tasks that ended, 0 to 1; 0 without any. */
  public double successRate() {
    long total = counts.total();
    return total == 0 ? 0.0 : (double) counts.of(TaskStatus.SUCCEEDED) / total;
  }

  /** Tasks that ran, by second of this wall time; 0 for no time. */
  public double throughputPerSecond(long wallMicros) {
    return wallMicros <= 0 ? 0.0 : runTime.count() * 1e6 / wallMicros;
  }

  /** The row of this tally. */
  public byte[] toBytes() {
    var out = new RowOutput(VERSION);
    counts.write(out);
    byType.write(out);
    byGroup.write(out);
    byWorker.write(out);
    byPriority.write(out);
    queueWait.write(out);
    runTime.write(out);
    errors.write(out);
    out.number(results);
    out.number(retried);
    out.number(cached);
    out.number(earliestQueued);
    out.number(latestFinished);
    return out.toBytes();
  }

  /**
   * The tally in this row.
   *
   * @throws IllegalArgumentException if this version of Sluice did not write it
   */
  public static BatchTally ofBytes(byte[] row) {
    var in = new RowInput(row, VERSION, "tally");
    var read =
        new BatchTally(
            StatusCounts.read(in),
            CountsByName.read(in),
            CountsByName.read(in),
            CountsByName.read(in),
            CountsByName.read(in),
            DurationTally.read(in),
            DurationTally.read(in),
            ErrorGroups.read(in));
    read.results = in.number();
    read.retried = in.number();
    read.cached = in.number();
    read.earliestQueued = in.number();
    read.latestFinished = in.number();
    return read;
  }
}
