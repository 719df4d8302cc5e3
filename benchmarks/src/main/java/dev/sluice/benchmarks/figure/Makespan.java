package dev.sluice.benchmarks.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a small batch takes as a whole.
 *
 * @param seconds from the submission until everything is known; median
 * @param rounds seconds of each repetition
 */
public record Makespan(
    long tasks,
    double seconds,
    double tasksPerSecond,
    @Nullable Double ratioToRaw,
    List<Double> rounds)
    implements Figures {

  public Makespan {
    rounds = List.copyOf(rounds);
  }

  /** The median of these rounds. */
  public static Makespan of(List<Round> rounds, Yardstick yardstick) {
    long tasks = rounds.getFirst().tasks();
    List<Double> seconds = rounds.stream().map(Round::seconds).toList();
    double median = Sample.of(seconds).median();
    double rate = tasks / median;
    return new Makespan(tasks, median, rate, yardstick.rate(rate), seconds);
  }

  @Override
  public List<Line> lines() {
    return List.of(
        Line.of("whole batch", seconds, "s"),
        new Line("whole batch", tasksPerSecond, "tasks/s", ratioToRaw));
  }
}
