package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Occupied;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.Footprint;
import dev.sluice.benchmarks.site.Intake;
import dev.sluice.benchmarks.site.Jcmd;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.SiteConfig.Role;
import dev.sluice.cli.ExitCode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * W6: what a task occupies that waits. The batch is held, so nothing is released, and its tasks
 * have no payload.
 */
public final class PendingTasks implements ClusterWorkload {

  private static final int FEW = 1000;
  private static final Duration LONGEST_INTAKE = Duration.ofMinutes(4);

  private final Context context;
  private final List<Integer> sizes;

  public PendingTasks(Context context) {
    this.context = context;
    this.sizes =
        switch (context.scale()) {
          case FULL -> List.of(100_000, 1_000_000);
          case QUICK -> List.of(100_000);
          case TINY -> List.of(1000);
        };
  }

  @Override
  public String name() {
    return "W6";
  }

  @Override
  public String description() {
    return "memory and disk of %s pending tasks".formatted(sizes);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(8);
  }

  @Override
  public Figures measure(Cluster cluster, SiteConfig config) {
    try {
      List<Occupied.BySize> bySize = new ArrayList<>();
      for (int tasks : sizes) {
        bySize.add(occupied(cluster, config, tasks));
      }
      return Occupied.of(bySize);
    } catch (ExecutionException e) {
      throw new BenchException(ExitCode.FAILED, "the broker does not answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private Occupied.BySize occupied(Cluster cluster, SiteConfig config, int tasks)
      throws ExecutionException, InterruptedException {
    Footprint footprint = new Footprint(cluster);
    cluster.start(Role.SCHEDULER, config);
    Intake intake = new Intake(cluster.bootstrapServers(), config.partitions());
    submit(cluster, Batches.held(FEW)); // what is loaded only once is not a task's
    intake.awaitAll(LONGEST_INTAKE);
    Jcmd scheduler = new Jcmd(cluster.pid(Role.SCHEDULER));
    long heapBefore = scheduler.liveHeapBytes();
    long diskBefore = footprint.stateBytes();
    long brokerBefore = footprint.brokerBytes();
    submit(cluster, Batches.held(tasks));
    intake.awaitAll(LONGEST_INTAKE);
    long heap = scheduler.liveHeapBytes();
    long resident = Footprint.residentBytes(scheduler.pid());
    cluster.stop(Role.SCHEDULER); // writes to disk what it still has in memory
    long disk = footprint.stateBytes();
    context.progress().say("W6: %,d tasks: %,d bytes on disk".formatted(tasks, disk - diskBefore));
    return Occupied.BySize.of(
        tasks,
        disk - diskBefore,
        heap - heapBefore,
        footprint.brokerBytes() - brokerBefore,
        heap,
        resident);
  }

  private static void submit(Cluster cluster, Batch batch) {
    try (BatchHandle handle = cluster.client().submit(batch)) {
      var unused = handle.batchId();
    }
  }
}
