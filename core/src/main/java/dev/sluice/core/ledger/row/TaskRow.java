package dev.sluice.core.ledger.row;

import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;

/** Where a task is. Each state offers only its legal moves; an ended task has none. */
public sealed interface TaskRow {

  /** Others need it, nobody submitted it yet. */
  record Missing() implements TaskRow {}

  /** What became of the output of a task that ended. */
  enum Output {
    /** it had none */
    NONE,
    /** there is a row of it */
    KEPT,
    /** nothing needed it */
    DROPPED
  }

  /** A task that was submitted and has not ended. */
  sealed interface Live extends TaskRow {

    /** When it could have run; 0 = it waits still. */
    long queuedAt();

    /** When it was handed to the workers; 0 = it was not. */
    default long releasedAt() {
      return 0;
    }

    /** How often workers tried it in earlier releases of the round. */
    default int attempts() {
      return 0;
    }

    /** Its place in the batch's order of submission. */
    long sequence();

    /** The longest chain of its needs, as far as that is known. */
    default Chain chain() {
      return Chain.NONE;
    }

    default Ended ended(TaskStatus status, Output output, Chain chain) {
      return new Ended(status, output, status.mayRunAgain() ? sequence() : 0, chain);
    }
  }

  /**
   * Waits for needs.
   *
   * @param sequence place in the batch's order of submission
   * @param watched a need that has not ended: the others are looked at when it has. Empty: it has
   *     not begun to watch
   */
  record Waiting(long sequence, Priority priority, RunIf runIf, String watched) implements Live {

    /** A task that has not looked at its needs. */
    public static Waiting unbegun(long sequence, Priority priority, RunIf runIf) {
      return new Waiting(sequence, priority, runIf, "");
    }

    /** Whether it has looked at its needs. */
    public boolean begun() {
      return !watched.isEmpty();
    }

    @Override
    public long queuedAt() {
      return 0;
    }

    public Waiting watching(String need) {
      return new Waiting(sequence, priority, runIf, need);
    }

    /** Could run now. */
    public Queued queued(int remainingPath, long at, Chain chain) {
      return new Queued(Turn.first(QueueSlot.of(priority, remainingPath, sequence), at, chain));
    }
  }

  /** A task whose turn has come or will: its needs are as they should be. */
  sealed interface Turning extends Live {

    Turn turn();

    @Override
    default long queuedAt() {
      return turn().queuedAt();
    }

    @Override
    default long sequence() {
      return QueueSlot.sequence(turn().slot());
    }

    @Override
    default int attempts() {
      return turn().attempts();
    }

    @Override
    default Chain chain() {
      return turn().chain();
    }
  }

  /** Could run, but not before a time: its own choice, or the wait before a retry. */
  record Delayed(Turn turn, long due) implements Turning {

    public Queued elapsed() {
      return new Queued(turn);
    }
  }

  /** Could run; held by a window, a pause or the batch not started. */
  record Queued(Turn turn) implements Turning {

    public Delayed until(long due) {
      return new Delayed(turn, due);
    }

    public Released released(long at) {
      return new Released(turn.afterRelease(), at, 0);
    }
  }

  /**
   * Handed to the workers.
   *
   * @param leaseDue when to look whether the worker that answers for it still does; 0 = its record
   *     is still on its way or under the transport's lock, and nobody has to look
   */
  record Released(Turn turn, long releasedAt, long leaseDue) implements Turning {

    public boolean leased() {
      return leaseDue != 0;
    }

    /** A worker answers for it, until then at least. */
    public Released leasedUntil(long due) {
      return new Released(turn, releasedAt, due);
    }

    /** The same with what was heard of it. */
    public Released with(Turn newTurn) {
      return new Released(newTurn, releasedAt, leaseDue);
    }

    /** Workers tried so often and the next attempt is for later. */
    public Delayed until(long due, int attempts) {
      return new Delayed(turn.afterAttempts(attempts), due);
    }
  }

  /**
   * Has its one result.
   *
   * @param output what became of its output
   * @param sequence its place in the order of submission if it may run again; else 0
   * @param chain the longest chain of needs that ends with it; none if it did not run
   */
  record Ended(TaskStatus status, Output output, long sequence, Chain chain) implements TaskRow {

    public boolean succeeded() {
      return status == TaskStatus.SUCCEEDED;
    }
  }
}
