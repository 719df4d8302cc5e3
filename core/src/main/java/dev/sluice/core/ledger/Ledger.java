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
  private final SubmissionRules rules;

  /**
   * @param pools the pools whose release topics exist; a task for another pool is rejected
   */
  public Ledger(Limits limits, Terms terms, Set<String> pools) {
    this.limits = limits;
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
      TaskMoves moves = new TaskMoves(draft, limits);
      apply(event, draft, moves);
      new Chores(draft, moves, STEPS_PER_DECISION).run();
    } else {
      draft.reject(null, Reason.INVALID_ID, "a batch id is [A-Za-z0-9._:-]{1,200}");
    }
    return draft.decision();
  }

  private void apply(Event event, Draft draft, TaskMoves moves) {
    Commands commands = new Commands(draft, moves, limits);
    switch (event) {
      case Event.TaskSubmitted submitted ->
          new Submissions(draft, moves, rules).submitted(submitted.task(), submitted.flaw());
      case Event.TaskReported report -> new Reports(draft, moves, limits).reported(report);
      case Event.OpenRequested open -> commands.open(open.options());
      case Event.SealRequested seal -> commands.seal(seal.expectedTasks());
      case Event.StartRequested start -> commands.start();
      case Event.PauseRequested pause -> commands.pause();
      case Event.CancelRequested cancel -> commands.cancel(cancel.taskId(), cancel.reason());
      case Event.RetryRequested retry -> notYet(draft, "retry");
      case Event.ClearRequested clear -> notYet(draft, "clear");
      case Event.CapacityChanged capacity -> {}
      case Event.UnsupportedRequested other ->
          draft.reject(
              null,
              Reason.UNSUPPORTED,
              "this version does not know the command " + other.command());
      case Event.TimerFired fired -> timerFired(fired.timer(), draft, moves, commands);
      case Event.WorkDue due -> {}
    }
  }

  private static void notYet(Draft draft, String command) {
    draft.reject(null, Reason.UNSUPPORTED, "not yet: " + command);
  }

  private static void timerFired(Timer timer, Draft draft, TaskMoves moves, Commands commands) {
    draft.delete(timer);
    if (timer.taskId() == null) {
      commands.deadlinePassed();
    } else if (draft.task(timer.taskId()) instanceof TaskRow.Delayed delayed
        && delayed.due() == timer.due()) {
      moves.delayElapsed(timer.taskId(), delayed);
    }
  }
}
