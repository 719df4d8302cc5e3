package dev.sluice.cli.results;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What counts of all that was recorded of each task: the result of the last round, if it was not
 * forgotten after that.
 */
final class LastOfEach implements Iterator<SpooledResult> {

  private final Iterator<SpooledResult> all;
  private @Nullable SpooledResult ahead;
  private @Nullable SpooledResult next;

  /**
   * @param all by task, and what is of one task as it was recorded
   */
  LastOfEach(Iterator<SpooledResult> all) {
    this.all = all;
    this.ahead = all.hasNext() ? all.next() : null;
    advance();
  }

  private void advance() {
    next = null;
    while (next == null && ahead != null) {
      next = lastOf(ahead.taskId());
    }
  }

  private @Nullable SpooledResult lastOf(String taskId) {
    SpooledResult last = null;
    while (ahead != null && ahead.taskId().equals(taskId)) {
      if (ahead.result() == null) {
        last = null;
      } else if (last == null || ahead.round() > last.round()) {
        last = ahead;
      }
      ahead = all.hasNext() ? all.next() : null;
    }
    return last;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public SpooledResult next() {
    SpooledResult result = next;
    if (result == null) {
      throw new NoSuchElementException();
    }
    advance();
    return result;
  }
}
