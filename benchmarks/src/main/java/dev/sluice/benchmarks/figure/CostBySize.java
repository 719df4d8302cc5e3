package dev.sluice.benchmarks.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a task costs in batches of different sizes.
 *
 * @param costRatio the time per task in the largest batch, as a multiple of that in the smallest
 * @param microsPerTask time per task by the number of tasks
 */
public record CostBySize(double costRatio, Map<Integer, Double> microsPerTask) implements Figures {

  public CostBySize {
    microsPerTask = new LinkedHashMap<>(microsPerTask);
  }

  /** From the time per task of each size, smallest size first. */
  public static CostBySize of(Map<Integer, Double> microsPerTask) {
    List<Double> costs = List.copyOf(microsPerTask.values());
    return new CostBySize(costs.getLast() / costs.getFirst(), microsPerTask);
  }

  @Override
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("largest / smallest", costRatio, ""));
    microsPerTask.forEach(
        (tasks, micros) -> lines.add(Line.of("%,d tasks".formatted(tasks), micros, "us/task")));
    return lines;
  }
}
