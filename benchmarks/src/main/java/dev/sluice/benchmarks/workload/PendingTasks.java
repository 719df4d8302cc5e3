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
 * W6: what a task occupies that waits. The batch is held, so nothing is released. Payloads are
 * random bytes, which no compression makes smaller.
 */
public final class PendingTasks implements ClusterWorkload {

  private static final int FEW = 1000;
  private static final int PAYLOAD = 100;
  private static final Duration LONGEST_INTAKE = Duration.ofMinutes(4);

  private final Context context;
  private final List<Pending> sizes;

  private record Pending(int tasks, int payload) {}

  public PendingTasks(Context context) {
    this.context = context;
    this.sizes =
        switch (context.scale()) {
          case FULL ->
              List.of(
                  new Pending(100_000, 0),
                  new Pending(100_000, PAYLOAD),
                  new Pending(1_000_000, PAYLOAD));
          case QUICK -> List.of(new Pending(100_000, PAYLOAD));
          case TINY -> List.of(new Pending(1000, PAYLOAD));
        };
  }

  @Override
  public String name() {
    return "W6";
  }

  @Override
  public String description() {
    return "memory and disk of pending tasks, %d bytes of payload each".formatted(PAYLOAD);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(8);
  }

  @Override
  public Figures measure(Cluster cluster, SiteConfig config) {
    try {
      List<Occupied.BySize> bySize = new ArrayList<>();
      for (Pending size : sizes) {
        bySize.add(occupied(cluster, config, size));
      }
      return Occupied.of(bySize);
    } catch (ExecutionException e) {
      throw new BenchException(ExitCode.FAILED, "the broker does not answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private Occupied.BySize occupied(Cluster cluster, SiteConfig config, Pending size)
      throws ExecutionException, InterruptedException {
    Footprint footprint = new Footprint(cluster);
    cluster.start(Role.SCHEDULER, config);
    Intake intake = new Intake(cluster.bootstrapServers(), config.partitions());
    submit(cluster, Batches.held(FEW, size.payload())); // what is loaded only once is not a task's
    intake.awaitAll(LONGEST_INTAKE);
    Jcmd scheduler = new Jcmd(cluster.pid(Role.SCHEDULER));
    long heapBefore = scheduler.liveHeapBytes();
    long diskBefore = footprint.stateBytes();
    long brokerBefore = footprint.brokerBytes();
    submit(cluster, Batches.held(size.tasks(), size.payload()));
    intake.awaitAll(LONGEST_INTAKE);
    long heap = scheduler.liveHeapBytes();
    long resident = Footprint.residentBytes(scheduler.pid());
    cluster.stop(Role.SCHEDULER); // writes to disk what it still has in memory
    long disk = footprint.stateBytes();
    context
        .progress()
        .say("W6: %,d tasks: %,d bytes on disk".formatted(size.tasks(), disk - diskBefore));
    return Occupied.BySize.of(
        size.tasks(),
        size.payload(),
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
