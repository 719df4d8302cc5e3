package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Pause;
import dev.sluice.benchmarks.figure.Sample;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.Intake;
import dev.sluice.benchmarks.site.Releases;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.SiteConfig.Role;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * W8: the scheduler is killed with many tasks pending and started again on its state. They are
 * held; their start command comes while nobody is there to obey it.
 */
public final class Restart implements ClusterWorkload {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Context context;
  private final int tasks;

  public Restart(Context context) {
    this.context = context;
    this.tasks = context.scale() == Scale.TINY ? 500 : 100_000;
  }

  @Override
  public String name() {
    return "W8";
  }

  @Override
  public String description() {
    return "a scheduler killed and started again with %,d tasks pending".formatted(tasks);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(6);
  }

  @Override
  public Figures measure(Cluster cluster, SiteConfig config) {
    cluster.startAll(config);
    List<Double> seconds = new ArrayList<>();
    for (int i = 1; i <= context.repetitions(); i++) {
      double took = restart(cluster, config);
      seconds.add(took);
      context
          .progress()
          .say("W8: round %d of %d: %.2f s".formatted(i, context.repetitions(), took));
    }
    return new Pause(tasks, Sample.of(seconds).median(), seconds);
  }

  private double restart(Cluster cluster, SiteConfig config) {
    Batch batch = Batches.held(tasks, 0);
    try (BatchHandle handle = cluster.client().submit(batch);
        Releases releases = Releases.fromNowOn(cluster.bootstrapServers())) {
      new Intake(cluster.bootstrapServers(), config.partitions()).awaitAll(LONGEST_WAIT);
      cluster.kill(Role.SCHEDULER);
      cluster.client().start(batch.id());
      long start = System.nanoTime();
      cluster.launch(Role.SCHEDULER, config);
      releases.awaitNext(LONGEST_WAIT);
      double seconds = (System.nanoTime() - start) / 1e9;
      handle.await(LONGEST_WAIT);
      return seconds;
    }
  }
}
