package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Efficiency;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Round;
import dev.sluice.benchmarks.figure.Sample;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.SiteConfig.Role;
import dev.sluice.worker.WorkerKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** W5: short tasks that only wait; how much of the time all of a worker's slots are in use. */
public final class Occupancy implements ClusterWorkload {

  private static final Duration EACH = Duration.ofMillis(10);
  private static final List<Integer> CONCURRENCIES = List.of(8, 32, 128);

  // The compilers of four JVMs need as much of two processors as the tasks do, until they are done.
  private static final int WARM_UP = 30;

  private final Context context;
  private final int tasks;
  private final int warmUpTasks;
  private final int warmUp;

  public Occupancy(Context context) {
    this.context = context;
    this.tasks = context.scale() == Scale.TINY ? 50 : 2000;
    this.warmUpTasks = context.scale() == Scale.TINY ? 10 : 50_000;
    this.warmUp = context.scale() == Scale.TINY ? 1 : WARM_UP;
  }

  @Override
  public String name() {
    return "W5";
  }

  @Override
  public String description() {
    return "%,d tasks of %d ms at concurrency %s".formatted(tasks, EACH.toMillis(), CONCURRENCIES);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(7);
  }

  @Override
  public Figures measure(Cluster cluster, SiteConfig config) {
    cluster.start(Role.SCHEDULER, config);
    BatchRun run = new BatchRun(cluster);
    Map<Integer, Double> efficiency = new LinkedHashMap<>();
    for (int concurrency : CONCURRENCIES) {
      cluster.start(
          Role.WORKER, config.with(WorkerKeys.CONCURRENCY.name(), Integer.toString(concurrency)));
      Rounds rounds =
          new Rounds("%s, concurrency %d".formatted(name(), concurrency), context.progress());
      rounds.warmUp(1, () -> run.measure(Batches.independent(warmUpTasks)));
      rounds.warmUp(warmUp, () -> run.measure(Batches.sleeping(tasks, EACH)));
      List<Round> measured =
          rounds.measured(context.repetitions(), () -> run.measure(Batches.sleeping(tasks, EACH)));
      double seconds = Sample.of(measured.stream().map(Round::seconds).toList()).median();
      efficiency.put(concurrency, Efficiency.of(tasks, EACH, concurrency, seconds));
      cluster.stop(Role.WORKER);
    }
    return new Efficiency(tasks, EACH.toMillis(), efficiency);
  }
}
