package dev.sluice.benchmarks.figure;

import java.util.List;

/**
 * How long nothing is released around a restart.
 *
 * @param seconds from the start of the process to the next release; median
 * @param rounds seconds of each repetition
 */
public record Pause(int tasks, double seconds, List<Double> rounds) implements Figures {

  public Pause {
    rounds = List.copyOf(rounds);
  }

  @Override
  public List<Line> lines() {
    return List.of(Line.of("start to next release", seconds, "s"));
  }
}
