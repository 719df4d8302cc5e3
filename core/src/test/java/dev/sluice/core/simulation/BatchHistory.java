package dev.sluice.core.simulation;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of one batch, from the first that was heard of its id until it was forgotten. */
final class BatchHistory {

  final String id;
  final Map<String, TaskHistory> tasks = new LinkedHashMap<>();

  /** Live slots of its pool, once they were told. */
  @Nullable Integer slots;

  @Nullable BatchOptions options;

  /** The last that was made known of it. */
  BatchStatus status = BatchStatus.OPEN;

  @Nullable String reason;
  long expected = -1;
  int round;
  long closedAt;

  /** The latest time that any of its events told. */
  long latest;

  /** Closed in this round. */
  boolean closed;

  /** How often it was closed in this round. */
  int closings;

  /** An order to stop was obeyed in this round. */
  boolean cancelled;

  boolean held;

  /** It was ended because it took too long to come, in this round or before. */
  boolean givenUp;

  boolean forgotten;
  int active;

  /** Whether a task of it was ever released, if only to find that its inputs are too large. */
  boolean released;

  private final int[] ends = new int[TaskStatus.values().length];

  /**
   * @param round the first one; not 1 if there was a batch of this id not long ago
   */
  BatchHistory(String id, int round) {
    this.id = id;
    this.round = round;
  }

  @Nullable TaskHistory task(@Nullable String taskId) {
    return taskId == null ? null : tasks.get(taskId);
  }

  int ended(TaskStatus status) {
    return ends[status.ordinal()];
  }

  int ended() {
    int all = 0;
    for (int count : ends) {
      all += count;
    }
    return all;
  }

  void end(TaskHistory task, TaskStatus status) {
    if (task.end != null) {
      ends[task.end.ordinal()]--;
    }
    task.end = status;
    ends[status.ordinal()]++;
  }

  /** Whether its tasks, their number or the command that opens it have still to come. */
  boolean awaited() {
    boolean complete = expected >= 0 && tasks.size() >= expected;
    return !complete || (options == null && anyParked());
  }

  private boolean anyParked() {
    return tasks.values().stream().anyMatch(task -> !task.ended() && task.spec.awaitOpen());
  }

  void nextRound() {
    round++;
    closed = false;
    closings = 0;
    cancelled = false;
    held = false;
    reason = null;
    for (TaskHistory task : tasks.values()) {
      TaskStatus before = task.end;
      if (before != null && task.reopen()) {
        ends[before.ordinal()]--;
      }
    }
  }
}
