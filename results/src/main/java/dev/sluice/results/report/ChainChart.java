package dev.sluice.results.report;

import java.util.ArrayList;
import java.util.List;

/** The tasks of a critical path over the time of the batch. */
public final class ChainChart {

  private static final double WHOLE = 100;
  private static final double LEAST_WIDTH = 0.4;
  private static final long NANOS_PER_MICRO = 1000;

  private final List<TaskLine> tasks;
  private final long start;
  private final double span;

  ChainChart(List<TaskLine> tasks) {
    this.tasks = tasks.stream().filter(task -> task.startedAt() > 0).toList();
    start = this.tasks.stream().mapToLong(TaskLine::startedAt).min().orElse(0);
    long end = this.tasks.stream().mapToLong(ChainChart::end).max().orElse(0);
    span = Math.max(1, end - start);
  }

  private static long end(TaskLine task) {
    return task.startedAt() + task.ran().toNanos() / NANOS_PER_MICRO;
  }

  /** A task and where it stands, in percent of the time from the first start to the last end. */
  public record Row(TaskLine task, String from, String width) {}

  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (TaskLine task : tasks) {
      double width = Math.max(LEAST_WIDTH, (end(task) - task.startedAt()) * WHOLE / span);
      double from = Math.min(WHOLE - width, (task.startedAt() - start) * WHOLE / span);
      rows.add(new Row(task, Numbers.text(Math.max(0, from)), Numbers.text(width)));
    }
    return rows;
  }
}
