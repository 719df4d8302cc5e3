package dev.sluice.benchmarks.figure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of chains: from the end of a task to the end of the next, and its parts. The worker's
 * times have microseconds, a release has the broker's milliseconds.
 *
 * @param chain tasks in a chain
 * @param ratioToRaw the median as a multiple of one raw record through both topics
 */
public record Hops(
    int chain,
    int hops,
    Quantiles msPerHop,
    @Nullable Double ratioToRaw,
    Quantiles finishedToReleasedMs,
    Quantiles releasedToStartedMs,
    Quantiles startedToFinishedMs)
    implements Figures {

  @Override
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("a hop, p50", msPerHop.p50(), "ms", ratioToRaw));
    lines.add(Line.of("a hop, p99", msPerHop.p99(), "ms"));
    add(lines, "finished to released", finishedToReleasedMs);
    add(lines, "released to started", releasedToStartedMs);
    add(lines, "started to finished", startedToFinishedMs);
    return lines;
  }

  private static void add(List<Line> lines, String part, Quantiles ms) {
    lines.add(Line.of(part + ", p50", ms.p50(), "ms"));
    lines.add(Line.of(part + ", p99", ms.p99(), "ms"));
  }
}
