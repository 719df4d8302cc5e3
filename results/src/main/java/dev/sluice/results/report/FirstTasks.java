package dev.sluice.results.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps the first few tasks of an order, whatever the order in which they come. Not thread-safe.
 */
final class FirstTasks {

  static final Comparator<TaskLine> SLOWEST =
      Comparator.comparing(TaskLine::ran).reversed().thenComparing(TaskLine::taskId);

  static final Comparator<TaskLine> LONGEST_WAITING =
      Comparator.comparing(TaskLine::waited).reversed().thenComparing(TaskLine::taskId);

  static final Comparator<TaskLine> FLAKIEST =
      Comparator.comparingInt(TaskLine::attempts).reversed().thenComparing(TaskLine::taskId);

  private final Comparator<TaskLine> order;
  private final int most;
  private final PriorityQueue<TaskLine> kept;

  FirstTasks(Comparator<TaskLine> order, int most) {
    this.order = order;
    this.most = most;
    this.kept = new PriorityQueue<>(most + 1, order.reversed());
  }

  void offer(TaskLine task) {
    if (kept.size() < most || order.compare(task, kept.element()) < 0) {
      kept.add(task);
      if (kept.size() > most) {
        kept.remove();
      }
    }
  }

  List<TaskLine> inOrder() {
    List<TaskLine> all = new ArrayList<>(kept);
    all.sort(order);
    return List.copyOf(all);
  }
}
