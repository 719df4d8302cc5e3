package dev.sluice.benchmarks.workload;

import java.util.List;

/** All workloads, in the order in which they run. */
public record Catalogue(Context context) {

  /** Those that share one set of running processes; the first one finds them cold. */
  public List<Workload> onAnySite() {
    return List.of(
        new IndependentTasks(context),
        new Chain(context),
        new SingleTask(context),
        new FanOutFanIn(context),
        Layers.small(context),
        Layers.large(context),
        new Growth(context));
  }

  /** Those that are run again with everything in one JVM. */
  public List<Workload> inOneJvm() {
    return List.of(
        new IndependentTasks(context),
        new Chain(context),
        new SingleTask(context),
        new FanOutFanIn(context),
        Layers.small(context));
  }

  /** Those that start and end processes, each with a broker of its own. */
  public List<ClusterWorkload> onOwnProcesses() {
    return List.of(
        new Occupancy(context),
        new ManyBatches(context),
        new Restart(context),
        new PendingTasks(context),
        new ReadingResults(context));
  }
}
