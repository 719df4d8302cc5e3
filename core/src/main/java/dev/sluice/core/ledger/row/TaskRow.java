package dev.sluice.core.ledger.row;

import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;

/** Where a task is. Each state offers only its legal moves; an ended task has none. */
public sealed interface TaskRow {

  /** Others need it, nobody submitted it yet. */
  record Missing() implements TaskRow {}

  /** A task that was submitted and has not ended. */
  sealed interface Live extends TaskRow {

    /** When it could have run; 0 = it waits still. */
    long queuedAt();

    /** When it was handed to the workers; 0 = it was not. */
    default long releasedAt() {
      return 0;
    }

    /** The number of its last release; 0 = it had none. */
    default int releaseNumber() {
      return 0;
    }

    default Ended ended(TaskStatus status, boolean output) {
      return new Ended(status, output);
    }
  }

  /**
   * Waits for needs.
   *
   * @param sequence place in the batch's order of submission
   * @param watched a need that has not ended: the others are looked at when it has
   */
  record Waiting(long sequence, Priority priority, RunIf runIf, String watched) implements Live {

    @Override
    public long queuedAt() {
      return 0;
    }

    public Waiting watching(String need) {
      return new Waiting(sequence, priority, runIf, need);
    }

    public Queued queued(long at) {
      return new Queued(QueueSlot.of(priority, sequence), at);
    }

    public Delayed delayed(long at, long due) {
      return new Delayed(QueueSlot.of(priority, sequence), at, due);
    }
  }

  /** Could run, but not before a time. */
  record Delayed(long slot, long queuedAt, long due) implements Live {

    public Queued elapsed() {
      return new Queued(slot, queuedAt);
    }
  }

  /** Could run; held by a window, a pause or the batch not started. */
  record Queued(long slot, long queuedAt) implements Live {

    public Released released(long at) {
      return new Released(1, queuedAt, at);
    }
  }

  /** Handed to the workers. */
  record Released(int releaseNumber, long queuedAt, long releasedAt) implements Live {}

  /**
   * Has its one result.
   *
   * @param output whether its output is kept: then there is a row of it
   */
  record Ended(TaskStatus status, boolean output) implements TaskRow {

    public boolean succeeded() {
      return status == TaskStatus.SUCCEEDED;
    }
  }
}
