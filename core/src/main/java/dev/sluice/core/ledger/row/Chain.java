package dev.sluice.core.ledger.row;

import org.jspecify.annotations.Nullable;

/**
 * The longest chain of needs that ends with a task, by the time that its tasks ran: what the
 * critical path of a batch is told from. Each task remembers the last link only, so that no row
 * grows with the batch.
 *
 * @param micros how long the tasks on it ran, one after the other
 * @param tasks how many there are; 0 = nothing ran
 * @param need the task before the one whose chain this is; null: it begins here
 */
public record Chain(long micros, int tasks, @Nullable String need) {

  /** No task on it. */
  public static final Chain NONE = new Chain(0, 0, null);

  /** Behind a need that ended. */
  static Chain behind(String need, TaskRow.Ended ended) {
    Chain its = ended.chain();
    return its.isNone() ? NONE : new Chain(its.micros, its.tasks, need);
  }

  /** The longer of the two: the time counts, then the number of tasks, then the lesser id. */
  public Chain orLonger(String need, TaskRow.Ended ended) {
    Chain other = behind(need, ended);
    if (other.need == null || micros > other.micros) {
      return this;
    }
    boolean longer =
        this.need == null
            || other.micros > micros
            || other.tasks > tasks
            || (other.tasks == tasks && other.need.compareTo(this.need) < 0);
    return longer ? other : this;
  }

  /** With the task itself, which ran so long. */
  public Chain then(long ranMicros) {
    long sum = micros + Math.max(0, ranMicros);
    return new Chain(sum < micros ? Long.MAX_VALUE : sum, tasks + 1, need);
  }

  public boolean isNone() {
    return tasks == 0;
  }
}
