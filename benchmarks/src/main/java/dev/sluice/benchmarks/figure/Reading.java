package dev.sluice.benchmarks.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a large batch is read.
 *
 * @param batches that there are beside it
 * @param pageMs by list
 * @param waysOut by what was written, of a small batch first
 * @param listSeconds the command that lists the newest batches
 */
public record Reading(
    int results,
    int batches,
    Map<String, PageTimes> pageMs,
    Map<String, List<WayOut>> waysOut,
    double listSeconds)
    implements Figures {

  private static final double KIB = 1024;

  public Reading {
    pageMs = new LinkedHashMap<>(pageMs);
    waysOut = new LinkedHashMap<>(waysOut);
  }

  @Override
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    pageMs.forEach((list, ms) -> {
      lines.add(Line.of("page of %s, p99".formatted(list), ms.p99(), "ms"));
      lines.add(Line.of("page of %s, p50".formatted(list), ms.p50(), "ms"));
      lines.add(Line.of("page of %s, longest".formatted(list), ms.max(), "ms"));
    });
    waysOut.forEach((what, ways) ->
        ways.forEach(way -> {
          String of = "%s, %,d".formatted(what, way.results());
          lines.add(Line.of(of, way.seconds(), "s"));
          lines.add(Line.of(of + ", live", way.liveMiB(), "MiB"));
          lines.add(Line.of(of + ", file", way.fileBytes() / KIB, "KiB"));
        }));
    lines.add(Line.of("list of %,d batches".formatted(batches), listSeconds, "s"));
    return lines;
  }
}
