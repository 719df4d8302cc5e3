package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Sends the reports of one worker, and now and then one that nobody has a reason to send. */
final class Reporter {

  private static final int NEVER_SO_MANY_RELEASES = 1000;

  private final String workerId;
  private final World.Surroundings around;
  private final Broker broker;

  Reporter(String workerId, World.Surroundings around, Broker broker) {
    this.workerId = workerId;
    this.around = around;
    this.broker = broker;
  }

  void send(Run run, Finish finish, long finishedAt, BooleanSupplier wanted, Runnable sent) {
    Effect.ReleaseTask release = run.delivery.release;
    int attempts = run.attempts;
    broker.send(
        Broker.REPORT,
        release.batchId(),
        at ->
            new Event.TaskReported(
                release.batchId(),
                at,
                release.task().id(),
                release.releaseNumber(),
                finish.outcome(),
                finish.reason(),
                finish.output(),
                finish.error(),
                attempts,
                run.startedAt,
                finishedAt,
                workerId,
                finish.retryIn(),
                finish.spawned(),
                run.lost(),
                null),
        wanted,
        sent);
    if (around.faults().strikes(Fault.MADE_UP_REPORT)) {
      makeUp(release);
    }
  }

  /** The worker answers for the task from now on. */
  void lease(Run run, BooleanSupplier wanted, Runnable sent) {
    Effect.ReleaseTask release = run.delivery.release;
    broker.send(
        Broker.REPORT,
        release.batchId(),
        at ->
            new Event.TaskLeased(
                release.batchId(),
                at,
                release.task().id(),
                release.releaseNumber(),
                run.lost(),
                null),
        wanted,
        sent);
  }

  /** Of a task that nobody submitted, of an earlier release or of one that will never be. */
  private void makeUp(Effect.ReleaseTask release) {
    String taskId = around.chance().oneIn(2) ? "stranger" : release.task().id();
    int number = release.releaseNumber() + (around.chance().oneIn(2) ? -1 : NEVER_SO_MANY_RELEASES);
    broker.send(
        Broker.REPORT,
        release.batchId(),
        at ->
            new Event.TaskReported(
                release.batchId(),
                at,
                taskId,
                number,
                TaskStatus.SUCCEEDED,
                null,
                null,
                null,
                1,
                at,
                at,
                "nobody",
                -1,
                List.of()),
        () -> true,
        () -> {});
  }
}
