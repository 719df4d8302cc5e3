package dev.sluice.benchmarks.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many batches at a time.
 *
 * @param tasksPerSecond by the number of scheduler threads
 * @param ratioToRaw by the number of scheduler threads; null without a raw pipeline
 */
public record RateByThreads(
    int batches,
    int tasksPerBatch,
    Map<Integer, Double> tasksPerSecond,
    @Nullable Map<Integer, Double> ratioToRaw)
    implements Figures {

  public RateByThreads {
    tasksPerSecond = new LinkedHashMap<>(tasksPerSecond);
  }

  /** Compares these rates with the raw pipeline's. */
  public static RateByThreads of(
      int batches, int tasksPerBatch, Map<Integer, Double> rates, Yardstick yardstick) {
    Map<Integer, Double> ratios = new LinkedHashMap<>();
    rates.forEach((threads, rate) -> {
      Double ratio = yardstick.rate(rate);
      if (ratio != null) {
        ratios.put(threads, ratio);
      }
    });
    return new RateByThreads(batches, tasksPerBatch, rates, ratios.isEmpty() ? null : ratios);
  }

  @Override
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    tasksPerSecond.forEach((threads, rate) ->
        lines.add(
            new Line(
                "scheduler threads: " + threads,
                rate,
                "tasks/s",
                ratioToRaw == null ? null : ratioToRaw.get(threads))));
    return lines;
  }
}
