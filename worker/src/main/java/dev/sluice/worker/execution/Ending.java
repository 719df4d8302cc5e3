package dev.sluice.worker.execution;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a release in this worker. */
public sealed interface Ending {

  /** Something that the scheduler has to know. */
  sealed interface Reported extends Ending {}

  Run run();

  /**
   * What was run of a release; times in microseconds since the epoch.
   *
   * @param attempts those of this release, in order; only the first and the last of a long row
   * @param startedAt of the last attempt, so that no wait for a retry counts as time of a run
   */
  record Run(List<AttemptLog.Entry> attempts, long startedAt, long finishedAt) {

    /** No attempt was made. */
    public static Run none(long now) {
      return new Run(List.of(), now, now);
    }
  }

  /**
   * The task has ended.
   *
   * @param spawned tasks that it adds to its batch; none where it did not succeed
   */
  record Ended(
      TaskStatus status,
      @Nullable FailureCode code,
      @Nullable Content output,
      @Nullable TaskError error,
      List<TaskSpec> spawned,
      Run run)
      implements Reported {

    /** A task that fails without an attempt. */
    public static Ended refused(FailureCode code, String message, long now) {
      var error = new TaskError(code.name(), message, false);
      return new Ended(TaskStatus.FAILED, code, null, error, List.of(), Run.none(now));
    }
  }

  /**
   * The task's plan asks for another attempt, which this worker does not wait for.
   *
   * @param last how the last attempt ended
   */
  record Postponed(Ended last, Duration retryIn) implements Reported {

    @Override
    public Run run() {
      return last.run();
    }
  }

  /**
   * Another worker is to run the task.
   *
   * @param run without the attempt that was broken off, which does not count
   * @param after not before this time has passed
   */
  record HandedBack(Run run, Duration after) implements Reported {

    /** The worker goes away: another one is to run the task at once. */
    HandedBack(Run run) {
      this(run, Duration.ZERO);
    }
  }

  /** The task is another worker's by now: that one reports. */
  record Lost(Run run) implements Ending {}
}
