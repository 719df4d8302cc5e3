package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/** Takes submitted tasks in, in whatever order they come. */
record Submissions(Draft draft, TaskMoves moves, Endings endings, SubmissionRules rules) {

  void submitted(TaskSpec task, @Nullable String flaw) {
    if (!Ids.validTaskId(task.id())) {
      draft.reject(null, Reason.INVALID_ID, "a task id is " + Ids.TASK_RULE);
      return;
    }
    TaskRow known = draft.known() ? draft.task(task.id()) : null;
    if (known != null && !(known instanceof TaskRow.Missing)) {
      submittedAgain(task, flaw);
      return;
    }
    BatchRow batch = draft.batch();
    Limits limits = rules.limits();
    boolean ended = batch.life().status().terminal();
    if (ended && !batch.complete() && batch.life().stop() != Reason.CLEARED) {
      tooLate(task, flaw, known != null);
    } else if (ended) {
      draft.reject(task.id(), Reason.BATCH_CLOSED, "the batch has ended " + batch.life().status());
    } else if (batch.complete()) {
      draft.reject(
          task.id(), Reason.BATCH_SEALED, "the batch is sealed at " + batch.life().expected());
    } else if (batch.tally().received() >= limits.tasksPerBatch()) {
      draft.reject(task.id(), Reason.BATCH_TOO_LARGE, "a batch may have " + limits.tasksPerBatch());
    } else {
      accept(task, flaw, known != null);
    }
  }

  /**
   * The batch was given up before anybody said how many tasks it has. This one was accepted all the
   * same, so it has a result too.
   */
  private void tooLate(TaskSpec task, @Nullable String flaw, boolean wasMissing) {
    receive(task, wasMissing);
    if (!refused(task, flaw)) {
      draft.put(task); // it may run in another round
      endings.end(
          task,
          waiting(task),
          Ending.withoutRun(
              TaskStatus.CANCELLED, Reason.BATCH_CLOSED, "the batch had ended before", draft.at()));
    }
  }

  /** Rejects a task that breaks a rule; false if it breaks none. */
  private boolean refused(TaskSpec task, @Nullable String flaw) {
    SubmissionRules.Refusal refusal = rules.refusalOf(task, flaw);
    if (refusal != null) {
      endings.end(
          task,
          waiting(task),
          Ending.withoutRun(TaskStatus.REJECTED, refusal.reason(), refusal.detail(), draft.at()));
    }
    return refusal != null;
  }

  private void receive(TaskSpec task, boolean wasMissing) {
    if (wasMissing) {
      draft.put(draft.tally().withMissing(-1));
    }
    draft.put(draft.tally().withReceived());
    draft.put(draft.batch().withToDo(task.remainingPath()));
    draft.put(draft.batch().heard(draft.at()));
  }

  /** Takes in a task that another one of the batch added: the batch has one task more. */
  void spawned(TaskSpec task, @Nullable String flaw) {
    if (!Ids.validTaskId(task.id())) {
      draft.reject(null, Reason.INVALID_ID, "the id of a spawned task is " + Ids.TASK_RULE);
      return;
    }
    TaskRow known = draft.task(task.id());
    if (known != null && !(known instanceof TaskRow.Missing)) {
      submittedAgain(task, flaw);
      return;
    }
    Life life = draft.life();
    if (life.sealed()) {
      draft.put(life.sealedAt(life.expected() + 1));
    }
    draft.put(draft.tally().withSpawned());
    accept(task, flaw, known != null);
  }

  private void submittedAgain(TaskSpec task, @Nullable String flaw) {
    if (draft.conflicts(task, flaw != null)) {
      draft.reject(
          task.id(),
          Reason.CONFLICT,
          "another task with this id was submitted to the batch before");
    } else {
      draft.ignore(task.id(), Reason.DUPLICATE);
    }
  }

  private void accept(TaskSpec task, @Nullable String flaw, boolean wasMissing) {
    receive(task, wasMissing);
    if (draft.life().status() == BatchStatus.OPEN && !draft.life().opened() && !task.awaitOpen()) {
      draft.put(draft.life().withStatus(BatchStatus.RUNNING));
    }
    if (refused(task, flaw)) {
      return;
    }
    AdaptiveWindow adaptive = draft.batch().adaptive();
    if (adaptive != null) {
      draft.put(draft.batch().with(adaptive.in(task.pool())));
    }
    draft.put(task);
    if (task.cleansUp()) {
      draft.put(draft.tally().withCleanUp());
    }
    Life life = draft.life();
    if (life.lets(task)) {
      moves.begin(task, waiting(task));
    } else {
      endings.withoutRun(
          task.id(), waiting(task), TaskStatus.CANCELLED, life.stop(), life.stopDetail());
    }
  }

  private TaskRow.Waiting waiting(TaskSpec task) {
    return TaskRow.Waiting.unbegun(draft.tally().received(), task.priority(), task.runIf());
  }
}
