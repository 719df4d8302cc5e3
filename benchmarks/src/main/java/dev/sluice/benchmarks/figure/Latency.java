package dev.sluice.benchmarks.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long one task takes from its submission until the client knows its result.
 *
 * @param ratioToRaw the median as a multiple of one raw record through both topics
 */
public record Latency(Quantiles ms, @Nullable Double ratioToRaw, int samples) implements Figures {

  @Override
  public List<Line> lines() {
    return List.of(
        new Line("a task, p50", ms.p50(), "ms", ratioToRaw),
        Line.of("a task, p99", ms.p99(), "ms"));
  }
}
