package dev.sluice.worker.execution;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a release in this worker. */
public sealed interface Ending {

  /**
   * The task has ended and is to be reported.
   *
   * @param attempts those of this release, in order; only the first and the last of a long row
   * @param startedAt of the first attempt, in microseconds since the epoch
   */
  record Ended(
      TaskStatus status,
      @Nullable FailureCode code,
      @Nullable Content output,
      @Nullable TaskError error,
      List<AttemptLog.Entry> attempts,
      long startedAt,
      long finishedAt)
      implements Ending {}

  /** The task has not ended here and is to be handed back. */
  record HandedBack() implements Ending {}
}
