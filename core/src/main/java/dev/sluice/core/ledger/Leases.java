package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * Tasks whose delivery is done with although they run: the worker that has one answers for it by
 * naming it in its heartbeats. Looked at again and again; when no live worker names the task any
 * more and no report of it is on its way, it is released anew and counts as lost with its worker.
 */
final class Leases {

  private final Draft draft;
  private final Terms terms;
  private final Endings endings;
  private final Releases releases;

  Leases(Draft draft, Terms terms, Endings endings, Releases releases) {
    this.draft = draft;
    this.terms = terms;
    this.endings = endings;
    this.releases = releases;
  }

  /** A worker answers for a task from now on. */
  void begun(Event.TaskLeased lease) {
    String taskId = lease.taskId();
    switch (draft.known() ? draft.task(taskId) : null) {
      case null -> unknown(taskId);
      case TaskRow.Missing missing -> unknown(taskId);
      case TaskRow.Ended ended -> draft.ignore(taskId, Reason.ALREADY_ENDED);
      case TaskRow.Released released
          when draft.releaseNumber(released) == lease.releaseNumber() -> {
        if (released.leased()) {
          draft.ignore(taskId, Reason.ALREADY_LEASED);
        } else {
          lookLater(
              taskId,
              released.with(released.turn().afterLosses(lease.lost()).with(lease.details())));
        }
      }
      case TaskRow.Live live -> draft.ignore(taskId, Reason.SUPERSEDED_RELEASE);
    }
  }

  private void unknown(String taskId) {
    draft.reject(taskId, Reason.UNKNOWN_TASK, "a lease of a task that nobody submitted");
  }

  /** It is time to look; a timer of an earlier lease means nothing. */
  void due(Timer timer, boolean held, @Nullable Content details) {
    String taskId = timer.taskId();
    if (taskId == null
        || !(draft.task(taskId) instanceof TaskRow.Released released)
        || released.leaseDue() != timer.due()) {
      return;
    }
    if (held) {
      lookLater(taskId, released.with(released.turn().with(details)));
    } else {
      draft.effect(
          new Effect.DoubtLease(
              draft.batchId(), taskId, draft.releaseNumber(released), released.leaseDue()));
    }
  }

  /** Nobody holds it, and no report that came before says that the task has ended. */
  void lost(Event.LeaseLost lost) {
    String taskId = lost.taskId();
    if (draft.known()
        && draft.task(taskId) instanceof TaskRow.Released released
        && released.leaseDue() == lost.leaseDue()
        && draft.releaseNumber(released) == lost.releaseNumber()) {
      again(draft.spec(taskId), released);
    } else {
      draft.ignore(taskId, Reason.SUPERSEDED_RELEASE);
    }
  }

  private void lookLater(String taskId, TaskRow.Released released) {
    long due = draft.at() + terms.leaseCheckMicros();
    draft.put(taskId, released.leasedUntil(due));
    draft.put(Timer.lease(due, draft.batchId(), taskId));
  }

  /** The worker may live and only not be heard of: it is told, and what it reports is too late. */
  private void again(TaskSpec task, TaskRow.Released released) {
    if (!draft.life().lets(task)) {
      endings.stopped(task.id(), released);
      return;
    }
    endings.stopWorker(task.id(), released, Reason.LEASE_LOST);
    if (released.turn().releases() < ReleaseNumber.MOST_IN_A_ROUND) {
      releases.again(
          task, released.with(released.turn().afterLosses(released.turn().lost() + 1)), 0, 0);
    } else {
      endings.withoutRun(
          task.id(),
          released,
          TaskStatus.FAILED,
          Reason.LEASE_LOST,
          "it was handed out as often as a task can be in a round");
    }
  }
}
