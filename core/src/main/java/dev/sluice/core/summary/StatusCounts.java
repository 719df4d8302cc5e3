package dev.sluice.core.summary;

import dev.sluice.core.task.TaskStatus;

/** How many tasks ended in which way. */
public final class StatusCounts {

  private static final int FIRST = TaskStatus.SUCCEEDED.ordinal();
  static final int STATUSES = TaskStatus.values().length - FIRST;

  private final long[] counts = new long[STATUSES];

  /** Counts of nothing. */
  public StatusCounts() {}

  /** Tasks with this end; 0 for a status that is none. */
  public long of(TaskStatus status) {
    return status.terminal() ? counts[status.ordinal() - FIRST] : 0;
  }

  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /** Adds or, with a negative number, takes away. */
  public void add(TaskStatus status, long number) {
    counts[status.ordinal() - FIRST] += number;
  }

  /** Adds everything that the other one holds. */
  public void add(StatusCounts other) {
    for (int i = 0; i < STATUSES; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** A fresh sum of both. */
  StatusCounts plus(StatusCounts other) {
    var sum = new StatusCounts();
    sum.add(this);
    sum.add(other);
    return sum;
  }

  void write(RowOutput out) {
    for (long count : counts) {
      out.number(count);
    }
  }

  static StatusCounts read(RowInput in) {
    var read = new StatusCounts();
    for (int i = 0; i < STATUSES; i++) {
      read.counts[i] = in.number();
    }
    return read;
  }
}
