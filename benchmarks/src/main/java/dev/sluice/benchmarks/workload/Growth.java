package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.figure.CostBySize;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Round;
import dev.sluice.benchmarks.figure.Sample;
import dev.sluice.benchmarks.site.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W7: independent tasks in batches of different sizes; what a task costs must not grow. */
public final class Growth implements Workload {

  private static final int WARM_UP_TASKS = 50_000;

  private final Context context;

  /** Rounds by the size of the batch. */
  private final Map<Integer, Integer> sizes = new LinkedHashMap<>();

  public Growth(Context context) {
    this.context = context;
    switch (context.scale()) {
      case FULL -> {
        sizes.put(10_000, 7 * context.repetitions());
        sizes.put(100_000, context.repetitions());
        sizes.put(1_000_000, 1);
      }
      case QUICK -> {
        sizes.put(10_000, 5);
        sizes.put(100_000, 1);
      }
      case TINY -> {
        sizes.put(100, 2);
        sizes.put(1_000, 1);
      }
    }
  }

  @Override
  public String name() {
    return "W7";
  }

  @Override
  public String description() {
    return "independent no-op tasks in batches of " + sizes.keySet();
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(8);
  }

  @Override
  public Figures measure(Site site) {
    BatchRun run = new BatchRun(site);
    int warmUp = Math.min(WARM_UP_TASKS, 10 * sizes.keySet().iterator().next());
    new Rounds(name(), context.progress())
        .warmUp(2, () -> run.measure(Batches.independent(warmUp)));
    Map<Integer, Double> microsPerTask = new LinkedHashMap<>();
    sizes.forEach((tasks, number) -> {
      List<Round> rounds =
          new Rounds("%s, %,d tasks".formatted(name(), tasks), context.progress())
              .measured(number, () -> run.measure(Batches.independent(tasks)));
      List<Double> micros = rounds.stream().map(round -> 1e6 / round.tasksPerSecond()).toList();
      microsPerTask.put(tasks, Sample.of(micros).median());
    });
    return CostBySize.of(microsPerTask);
  }
}
