package dev.sluice.client.actions;

import dev.sluice.client.TaskResult;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Keeps those of many results that come first by task id, and no others. */
final class FirstById implements Consumer<TaskResult> {

  private static final Comparator<TaskResult> BY_ID = Comparator.comparing(TaskResult::taskId);

  private final PriorityQueue<TaskResult> kept = new PriorityQueue<>(BY_ID.reversed());
  private final int most;

  FirstById(int most) {
    this.most = most;
  }

  @Override
  public void accept(TaskResult result) {
    kept.add(result);
    if (kept.size() > most) {
      var unused = kept.poll();
    }
  }

  List<TaskResult> inOrder() {
    return kept.stream().sorted(BY_ID).toList();
  }
}
