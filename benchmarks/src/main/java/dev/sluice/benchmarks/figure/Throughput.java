package dev.sluice.benchmarks.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks a second.
 *
 * @param tasks in a round
 * @param tasksPerSecond median of the rounds, warm
 * @param coldTasksPerSecond the first round of fresh processes; null where there was none
 * @param cpuMicrosPerTask processor time by process; median of the rounds
 * @param rounds tasks per second of each repetition
 */
public record Throughput(
    long tasks,
    double tasksPerSecond,
    @Nullable Double ratioToRaw,
    @Nullable Double coldTasksPerSecond,
    @Nullable Double coldRatioToRaw,
    Map<String, Double> cpuMicrosPerTask,
    List<Double> rounds)
    implements Figures {

  public Throughput {
    cpuMicrosPerTask = new LinkedHashMap<>(cpuMicrosPerTask);
    rounds = List.copyOf(rounds);
  }

  /**
   * The medians of these rounds.
   *
   * @param cold the first round of fresh processes, if it was one
   */
  public static Throughput of(List<Round> rounds, @Nullable Round cold, Yardstick yardstick) {
    List<Double> rates = rounds.stream().map(Round::tasksPerSecond).toList();
    double rate = Sample.of(rates).median();
    Double coldRate = cold == null ? null : cold.tasksPerSecond();
    return new Throughput(
        rounds.getFirst().tasks(),
        rate,
        yardstick.rate(rate),
        coldRate,
        coldRate == null ? null : yardstick.rate(coldRate),
        medianCpu(rounds),
        rates);
  }

  private static Map<String, Double> medianCpu(List<Round> rounds) {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String process : rounds.getFirst().cpu().byProcess().keySet()) {
      medians.put(
          process,
          Sample.of(rounds.stream().map(round -> round.cpuMicrosPerTask(process)).toList())
              .median());
    }
    return medians;
  }

  @Override
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("warm", tasksPerSecond, "tasks/s", ratioToRaw));
    if (coldTasksPerSecond != null) {
      lines.add(new Line("cold", coldTasksPerSecond, "tasks/s", coldRatioToRaw));
    }
    cpuMicrosPerTask.forEach(
        (process, micros) -> lines.add(Line.of("processor, " + process, micros, "us/task")));
    return lines;
  }
}
