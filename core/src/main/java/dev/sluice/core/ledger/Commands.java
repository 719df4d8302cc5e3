package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.AdaptiveWindow;
import dev.sluice.core.ledger.row.BatchPolicy;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Obeys commands. A command that comes twice, late or too early has an answer and no other effect.
 */
record Commands(Draft draft, Endings endings, Limits limits) {

  /** Opens the batch; false if it can't be or was before. */
  boolean open(BatchOptions options) {
    Life life = draft.life();
    if (life.stop() == Reason.CLEARED) {
      draft.reject(
          null,
          Reason.BATCH_CLOSED,
          "the batch of this id is being cleared; submit it again when that is done");
      return false;
    }
    if (life.opened()) {
      if (sameBatch(options, draft.options())) {
        draft.ignore(null, Reason.DUPLICATE);
      } else {
        draft.reject(null, Reason.CONFLICT, "the batch was opened before with other options");
      }
      return false;
    }
    if (life.status().terminal()) {
      draft.ignore(null, Reason.ALREADY_ENDED);
      return false;
    }
    String flaw = OpenRules.flawOf(options);
    if (flaw != null) {
      refuse(Reason.INVALID_FIELD, flaw);
      return false;
    }
    draft.put(options);
    draft.put(draft.batch().with(BatchPolicy.of(options)).heard(draft.at()));
    if (options.mode() == Mode.ADAPTIVE) {
      draft.put(draft.batch().with(AdaptiveWindow.BEGIN));
      draft.followWorkers(true);
    }
    BatchStatus status = options.held() ? BatchStatus.OPEN : BatchStatus.RUNNING;
    draft.put(life.afterOpen().withStatus(status));
    options.expectedTasks().ifPresent(this::seal);
    endings.stopIfTooManyFailed();
    if (options.deadline() > 0) {
      Timer deadline = Timer.of(Timer.Kind.DEADLINE, options.deadline(), draft.batchId());
      if (deadline.due() > draft.at()) {
        draft.put(deadline);
      }
      keepDeadline();
    }
    return true;
  }

  /** What was said about the whole batch can't be obeyed, so nothing of it runs. */
  private void refuse(Reason reason, String detail) {
    draft.reject(null, reason, detail);
    if (draft.life().stop() == null) {
      endings.stop(reason);
    }
  }

  /** A deadline that is counted from the submission differs when the same batch comes again. */
  private static boolean sameBatch(BatchOptions options, @Nullable BatchOptions first) {
    return first != null && options.withDeadline(0).equals(first.withDeadline(0));
  }

  void seal(long expectedTasks) {
    Life life = draft.life();
    // What tasks of the batch added is not in its producer's count.
    long spawned = draft.tally().spawned();
    long received = draft.tally().received() - spawned;
    if (life.status().terminal()) {
      draft.ignore(null, Reason.ALREADY_ENDED);
    } else if (life.sealed()) {
      if (life.expected() - spawned == expectedTasks) {
        draft.ignore(null, Reason.DUPLICATE);
      } else {
        draft.reject(
            null, Reason.CONFLICT, "the batch is sealed at " + (life.expected() - spawned));
      }
    } else if (expectedTasks < 0) {
      draft.reject(null, Reason.INVALID_FIELD, "expectedTasks is " + expectedTasks);
    } else if (expectedTasks > limits.tasksPerBatch()) {
      refuse(
          Reason.BATCH_TOO_LARGE,
          "a batch may have " + limits.tasksPerBatch() + " tasks, this one says " + expectedTasks);
    } else {
      if (expectedTasks < received) {
        draft.reject(
            null,
            Reason.CONFLICT,
            "sealed at " + received + " tasks, which are here, instead of " + expectedTasks);
      }
      draft.put(life.sealedAt(Math.max(expectedTasks, received) + spawned));
      endings.stopIfTooManyFailed();
    }
  }

  void start() {
    Life life = draft.known() ? draft.life() : null;
    boolean held =
        life != null
            && life.opened()
            && (life.status() == BatchStatus.OPEN || life.status() == BatchStatus.PAUSED);
    if (held) {
      draft.put(life.withStatus(BatchStatus.RUNNING));
    } else {
      ignoreIdle();
    }
  }

  void pause() {
    Life life = draft.known() ? draft.life() : null;
    if (life != null && life.opened() && life.status() == BatchStatus.RUNNING) {
      draft.put(life.withStatus(BatchStatus.PAUSED));
    } else {
      ignoreIdle();
    }
  }

  void cancel(@Nullable String taskId, @Nullable String reason) {
    if (taskId != null) {
      cancelTask(taskId, reason);
    } else if (!draft.known()) {
      endings.stop(Reason.CANCELLED_BEFORE_START, cut(reason));
      draft.ignore(null, Reason.UNKNOWN_BATCH); // remembered, but more ids are mistyped than early
    } else if (draft.life().status().terminal()) {
      draft.ignore(null, Reason.ALREADY_ENDED);
    } else if (draft.life().stop() == Reason.CANCELLED_BEFORE_START
        && draft.tally().received() > 0) {
      // The first cancel overtook the tasks; this one says that nothing more has to be waited for.
      draft.put(draft.life().stopped(Reason.CANCEL_REQUESTED, cut(reason)));
    } else if (mayStop(draft.life())) {
      endings.stop(Reason.CANCEL_REQUESTED, cut(reason));
    } else {
      draft.ignore(null, Reason.DUPLICATE);
    }
  }

  /**
   * Stops a batch whose deadline has passed. Whatever happens to a batch after its deadline finds
   * it stopped, also if that is seen before the timer fires: a worker may notice first.
   */
  void keepDeadline() {
    if (!draft.known() || draft.life().status().terminal()) {
      return;
    }
    long deadline = draft.batch().policy().deadline();
    if (deadline > 0 && deadline <= draft.at() && mayStop(draft.life())) {
      endings.stop(Reason.DEADLINE);
    }
  }

  /** The words are in the header of the batch until its next round, so they are bounded. */
  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= FieldLimits.NAME_CHARS
        ? text
        : text.substring(0, FieldLimits.NAME_CHARS);
  }

  /** A batch that stops because of failures may still clean up; that can be stopped too. */
  private static boolean mayStop(Life life) {
    return life.stop() == null || life.cleansUp();
  }

  void capacityChanged(int slots) {
    AdaptiveWindow window = draft.known() ? draft.batch().adaptive() : null;
    if (window == null || draft.life().status().terminal()) {
      ignoreIdle();
    } else {
      draft.put(draft.batch().with(window.withSlots(slots)));
    }
  }

  private void cancelTask(String taskId, @Nullable String reason) {
    TaskRow row = draft.known() ? draft.task(taskId) : null;
    switch (row) {
      case null -> draft.ignore(taskId, Reason.UNKNOWN_TASK);
      case TaskRow.Missing missing -> draft.ignore(taskId, Reason.UNKNOWN_TASK);
      case TaskRow.Ended ended -> draft.ignore(taskId, Reason.ALREADY_ENDED);
      case TaskRow.Live live ->
          endings.cancel(
              taskId, live, Reason.CANCEL_REQUESTED, reason == null ? "cancelled" : reason);
    }
  }

  private void ignoreIdle() {
    draft.ignore(null, draft.known() ? Reason.NOTHING_TO_DO : Reason.UNKNOWN_BATCH);
  }
}
