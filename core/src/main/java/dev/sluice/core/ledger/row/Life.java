package dev.sluice.core.ledger.row;

import dev.sluice.core.ledger.Reason;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch is in its life. Times in microseconds since the epoch.
 *
 * @param opened whether an open command has arrived
 * @param expected how many tasks the batch has; -1 until it is sealed
 * @param stop why the rest of the batch is being cancelled; null = it is not
 * @param stopText the same in the words of who asked for it, if somebody did
 */
public record Life(
    BatchStatus status,
    boolean opened,
    long expected,
    @Nullable Reason stop,
    int round,
    long openedAt,
    long finishedAt,
    @Nullable String stopText) {

  public static Life unopened(long at, int round) {
    return new Life(BatchStatus.OPEN, false, -1, null, round, at, 0, null);
  }

  public boolean sealed() {
    return expected >= 0;
  }

  public Life withStatus(BatchStatus next) {
    return new Life(next, opened, expected, stop, round, openedAt, finishedAt, stopText);
  }

  public Life afterOpen() {
    return new Life(status, true, expected, stop, round, openedAt, finishedAt, stopText);
  }

  public Life sealedAt(long tasks) {
    return new Life(status, opened, tasks, stop, round, openedAt, finishedAt, stopText);
  }

  /** Whether tasks that clean up still run, although the rest of the batch is being cancelled. */
  public boolean cleansUp() {
    return stop == Reason.FAIL_FAST || stop == Reason.TOO_MANY_FAILED;
  }

  /** Whether this task may still run: the batch goes on, or the task cleans up after failures. */
  public boolean lets(TaskSpec task) {
    return stop == null || (cleansUp() && task.cleansUp());
  }

  /** Whether the batch is one that can't be. */
  public boolean refused() {
    return stop == Reason.BATCH_TOO_LARGE || stop == Reason.INVALID_FIELD;
  }

  /** The next round, of the tasks that are here. */
  public Life nextRound(long tasks) {
    return new Life(BatchStatus.RUNNING, true, tasks, null, round + 1, openedAt, 0, null);
  }

  public Life stopped(Reason reason) {
    return stopped(reason, null);
  }

  /** Like the other one, and also with the words of who asked for it. */
  public Life stopped(Reason reason, @Nullable String text) {
    return new Life(status, opened, expected, reason, round, openedAt, finishedAt, text);
  }

  /** Why a task is cancelled with the batch, for people. */
  public String stopDetail() {
    return stopText == null ? "the batch was stopped" : stopText;
  }

  public Life closed(BatchStatus last, long at) {
    return new Life(last, opened, expected, stop, round, openedAt, at, stopText);
  }
}
