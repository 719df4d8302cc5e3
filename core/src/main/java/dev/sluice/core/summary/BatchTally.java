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

  private static final int VERSION = 3;

  /** Without durations by type and without a course, which begin with what is folded then. */
  private static final int WITHOUT_COURSE = 2;

  private static final long NEVER = 0;

  private final Breakdown counts;
  private final Spread queueWait;
  private final Spread runTime;
  private final ErrorGroups errors;
  private Course course = new Course();
  private long results;
  private long retried;
  private long cached;
  private long earliestQueued;
  private long latestFinished;
  private long changedAt;

  /** A tally of nothing. */
  public BatchTally() {
    this(new Breakdown(), new Spread(), new Spread(), new ErrorGroups());
  }

  private BatchTally(Breakdown counts, Spread queueWait, Spread runTime, ErrorGroups errors) {
    this.counts = counts;
    this.queueWait = queueWait;
    this.runTime = runTime;
    this.errors = errors;
  }

  /** Like the other one, and also remembers when that was, in microseconds since the epoch. */
  public void fold(Contribution result, long at) {
    fold(result);
    changedAt = Math.max(changedAt, at);
  }

  /** Adds a result. */
  public void fold(Contribution result) {
    results++;
    count(result, 1);
    queueWait.add(result.type(), result.queueWaitMicros());
    runTime.add(result.type(), result.runTimeMicros());
    course.fold(result);
    if (result.error() != null) {
      errors.add(result.error());
    }
    earliestQueued = earliest(earliestQueued, result.queuedAt());
    latestFinished = Math.max(latestFinished, result.finishedAt());
  }

  /** Takes back a result that was folded before. It still counts as one of {@link #results}. */
  public void unfold(Contribution result) {
    count(result, -1);
    queueWait.remove(result.type(), result.queueWaitMicros());
    runTime.remove(result.type(), result.runTimeMicros());
    course.unfold(result);
    if (result.error() != null) {
      errors.remove(result.error());
    }
  }

  private void count(Contribution result, int number) {
    counts.count(result, number);
    retried += (long) number * result.retries();
    cached += result.cached() ? number : 0;
  }

  /** Adds everything that the other tally holds. */
  public void merge(BatchTally other) {
    results += other.results;
    counts.add(other.counts);
    retried += other.retried;
    cached += other.cached;
    queueWait.add(other.queueWait);
    runTime.add(other.runTime);
    course.add(other.course);
    errors.add(other.errors);
    earliestQueued = earliest(earliestQueued, other.earliestQueued);
    latestFinished = Math.max(latestFinished, other.latestFinished);
    changedAt = Math.max(changedAt, other.changedAt);
  }

  private static long earliest(long one, long other) {
    return one == NEVER || other == NEVER ? Math.max(one, other) : Math.min(one, other);
  }

  /** How many results were ever folded, those of earlier rounds included. */
  public long results() {
    return results;
  }

  public StatusCounts counts() {
    return counts.all;
  }

  public CountsByName byType() {
    return counts.byType;
  }

  public CountsByName byGroup() {
    return counts.byGroup;
  }

  public CountsByName byWorker() {
    return counts.byWorker;
  }

  public CountsByName byPriority() {
    return counts.byPriority;
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
    return queueWait.all;
  }

  /** From started to finished, of the tasks that ran. */
  public DurationTally runTime() {
    return runTime.all;
  }

  /** {@link #queueWait} by type. */
  public DurationsByType queueWaitByType() {
    return queueWait.byType;
  }

  /** {@link #runTime} by type. */
  public DurationsByType runTimeByType() {
    return runTime.byType;
  }

  /** When tasks ended, and what took long. */
  public Course course() {
    return course;
  }

  /** The latest time at which a result was folded; 0 = not known. */
  public long changedAt() {
    return changedAt;
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
    return successRate(counts.all.of(TaskStatus.SUCCEEDED), counts.all.total());
  }

  /** The part of the tasks that succeeded, 0 to 1; 0 without any. */
  public static double successRate(long succeeded, long total) {
    return total == 0 ? 0.0 : (double) succeeded / total;
  }

  /** Tasks that ran, by second of this wall time; 0 for no time. */
  public double throughputPerSecond(long wallMicros) {
    return throughputPerSecond(runTime.all.count(), wallMicros);
  }

  /** So many tasks in so much time, by second; 0 for no time. */
  public static double throughputPerSecond(long ran, long wallMicros) {
    return wallMicros <= 0 ? 0.0 : ran * 1e6 / wallMicros;
  }

  /** The row of this tally. */
  public byte[] toBytes() {
    var out = new RowOutput(VERSION);
    counts.write(out);
    queueWait.write(out);
    runTime.write(out);
    errors.write(out);
    out.number(results);
    out.number(retried);
    out.number(cached);
    out.number(earliestQueued);
    out.number(latestFinished);
    course.write(out);
    out.number(changedAt);
    return out.toBytes();
  }

  /**
   * The tally in this row.
   *
   * @throws IllegalArgumentException if this version of Sluice did not write it
   */
  public static BatchTally ofBytes(byte[] row) {
    var in = new RowInput(row, WITHOUT_COURSE, VERSION, "tally");
    var read =
        new BatchTally(Breakdown.read(in), Spread.read(in), Spread.read(in), ErrorGroups.read(in));
    read.results = in.number();
    read.retried = in.number();
    read.cached = in.number();
    read.earliestQueued = in.number();
    read.latestFinished = in.number();
    if (in.version() > WITHOUT_COURSE) {
      read.course = Course.read(in);
      read.changedAt = in.number();
    }
    return read;
  }
}
