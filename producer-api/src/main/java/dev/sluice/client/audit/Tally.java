package dev.sluice.client.audit;

import dev.sluice.records.TaskStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the last results of all tasks come to. */
record Tally(
    Line all,
    Map<String, Line> byType,
    Map<String, Line> byGroup,
    Map<String, Line> byWorker,
    Map<String, Line> byPriority,
    long retried,
    long cached,
    long ran,
    long waited) {

  /** Tasks by how they ended. */
  static final class Line {

    private final long[] counts = new long[TaskStatus.values().length];

    long of(TaskStatus status) {
      return counts[status.ordinal()];
    }

    long total() {
      long total = 0;
      for (long count : counts) {
        total += count;
      }
      return total;
    }

    private void add(TaskStatus status) {
      counts[status.ordinal()]++;
    }
  }

  static Tally of(Collection<TaskTrace> tasks) {
    Line all = new Line();
    Map<String, Line> byType = new HashMap<>();
    Map<String, Line> byGroup = new HashMap<>();
    Map<String, Line> byWorker = new HashMap<>();
    Map<String, Line> byPriority = new HashMap<>();
    long retried = 0;
    long cached = 0;
    long ran = 0;
    long waited = 0;
    for (TaskTrace task : tasks) {
      Outcome last = task.last;
      if (last != null) {
        all.add(last.status());
        add(byType, last.type(), last);
        add(byGroup, last.group(), last);
        add(byWorker, last.worker(), last);
        add(byPriority, last.priority().name(), last);
        retried += Math.max(0, last.attempts() - 1);
        cached += last.cached() ? 1 : 0;
        ran += last.ran() ? 1 : 0;
        waited += last.ran() && last.queuedAt() > 0 ? 1 : 0;
      }
    }
    return new Tally(all, byType, byGroup, byWorker, byPriority, retried, cached, ran, waited);
  }

  private static void add(Map<String, Line> lines, @Nullable String name, Outcome outcome) {
    if (name != null) {
      lines.computeIfAbsent(name, fresh -> new Line()).add(outcome.status());
    }
  }

  /** Succeeded of all that ended; 0 without any. */
  double successRate() {
    long total = all.total();
    return total == 0 ? 0.0 : (double) all.of(TaskStatus.SUCCEEDED) / total;
  }
}
