package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker has to say of a release that it is done with.
 *
 * @param retryIn -1 = it has ended
 */
record Finish(
    TaskStatus outcome,
    @Nullable String reason,
    @Nullable Content output,
    @Nullable TaskError error,
    long retryIn,
    List<Event.Spawned> spawned) {

  static Finish workerLost() {
    TaskError error = new TaskError("WORKER_LOST", "three workers were lost with it", false);
    return new Finish(TaskStatus.FAILED, "WORKER_LOST", null, error, -1, List.of());
  }

  static Finish stopped(String reason) {
    return new Finish(TaskStatus.CANCELLED, reason, null, null, -1, List.of());
  }

  static Finish handedBack(long retryIn) {
    return new Finish(TaskStatus.CANCELLED, "HANDED_BACK", null, null, retryIn, List.of());
  }

  static Finish of(Script.Outcome outcome, long retryIn) {
    return new Finish(
        outcome.status(),
        outcome.status() == TaskStatus.SUCCEEDED ? null : "HANDLER_ERROR",
        outcome.output(),
        outcome.error(),
        retryIn,
        outcome.spawned());
  }
}
