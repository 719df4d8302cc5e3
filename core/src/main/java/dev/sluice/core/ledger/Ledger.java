package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import java.util.Set;

/** Decides what an event means. Holds rules only; all state is in the rows of the view. */
public final class Ledger {

  private static final int STEPS_PER_DECISION = 256;

  private final Limits limits;
  private final Terms terms;
  private final SubmissionRules rules;

  /**
   * @param pools the pools whose release topics exist; a task for another pool is rejected
   */
  public Ledger(Limits limits, Terms terms, Set<String> pools) {
    this.limits = limits;
    this.terms = terms;
    this.rules = new SubmissionRules(limits, Set.copyOf(pools));
  }

  /**
   * What this event changes. Total and deterministic: the same event on the same rows gives the
   * same decision, no input throws, and an event that comes twice changes nothing the second time.
   * A decision looks at a bounded number of rows; {@link Effect.MoreWork} says that some are left.
   */
  public Decision decide(Event event, LedgerView view) {
    Draft draft = new Draft(event.batchId(), event.at(), view);
    if (Ids.validBatchId(event.batchId())) {
      Parts parts = Parts.of(draft, limits, terms, rules);
      parts.commands().keepDeadline();
      apply(event, draft, parts);
      if (draft.begun()) {
        parts.patience().begin();
      }
      new Chores(draft, parts, STEPS_PER_DECISION).run();
    } else {
      draft.reject(null, Reason.INVALID_ID, "a batch id is [A-Za-z0-9._:-]{1,200}");
    }
    return draft.decision();
  }

  private void apply(Event event, Draft draft, Parts parts) {
    switch (event) {
      case Event.TaskSubmitted submitted ->
          parts.submissions().submitted(submitted.task(), submitted.flaw());
      case Event.TaskReported report -> parts.reports().reported(report);
      case Event.TaskLeased lease -> parts.leases().begun(lease);
      case Event.LeaseLost lost -> parts.leases().lost(lost);
      case Event.LeaseDue due -> {
        draft.delete(due.timer());
        parts.leases().due(due.timer(), due.held(), due.details());
      }
      case Event.OpenRequested open -> {
        boolean known = draft.known();
        boolean obeyed = parts.commands().open(open.options());
        if (obeyed && known && open.options().openTimeoutMs() > 0) {
          parts.patience().begin();
        }
      }
      case Event.SealRequested seal -> parts.commands().seal(seal.expectedTasks());
      case Event.StartRequested start -> parts.commands().start();
      case Event.PauseRequested pause -> parts.commands().pause();
      case Event.CancelRequested cancel ->
          parts.commands().cancel(cancel.taskId(), cancel.reason());
      case Event.RetryRequested retry -> parts.rounds().retry();
      case Event.ClearRequested clear -> parts.clearing().clear();
      case Event.CapacityChanged capacity -> parts.commands().capacityChanged(capacity.slots());
      case Event.UnsupportedRequested other ->
          draft.reject(
              null,
              Reason.UNSUPPORTED,
              "this version does not know the command " + other.command());
      case Event.TimerFired fired -> {
        draft.delete(fired.timer());
        timerFired(fired.timer(), draft, parts);
      }
      case Event.WorkDue due -> {}
    }
  }

  private void timerFired(Timer timer, Draft draft, Parts parts) {
    switch (timer.kind()) {
      case RELEASE -> {
        String taskId = timer.taskId();
        if (taskId != null
            && draft.task(taskId) instanceof TaskRow.Delayed delayed
            && delayed.due() == timer.due()) {
          parts.releases().delayElapsed(taskId, delayed);
        }
      }
      case LEASE -> parts.leases().due(timer, true, null); // nobody looked: it may well be held
      case DEADLINE -> {} // every event looks at the deadline
      case OPEN_TIMEOUT -> parts.patience().passed();
      case TRACE -> parts.clearing().forgetTrace(timer.due());
      case RETENTION -> parts.clearing().retentionPassed(terms.retentionMicros());
    }
  }
}
