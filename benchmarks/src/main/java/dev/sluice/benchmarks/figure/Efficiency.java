package dev.sluice.benchmarks.figure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the time the slots of a worker are in use.
 *
 * @param efficiency by concurrency: 1 is a worker that never waits for work
 */
public record Efficiency(int tasks, long msPerTask, Map<Integer, Double> efficiency)
    implements Figures {

  public Efficiency {
    efficiency = new LinkedHashMap<>(efficiency);
  }

  /** The time that it would take at best, as a part of the time that it took. */
  public static double of(int tasks, Duration each, int concurrency, double seconds) {
    double ideal = tasks * (each.toNanos() / 1e9) / concurrency;
    return ideal / seconds;
  }

  @Override
  public List<Line> lines() {
    return efficiency.entrySet().stream()
        .map(entry -> Line.of("concurrency " + entry.getKey(), entry.getValue(), "of ideal"))
        .toList();
  }
}
