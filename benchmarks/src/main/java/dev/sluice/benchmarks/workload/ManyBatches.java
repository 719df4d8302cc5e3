package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.CpuTimes;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.RateByThreads;
import dev.sluice.benchmarks.figure.Round;
import dev.sluice.benchmarks.figure.Sample;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.SiteConfig.Role;
import dev.sluice.cli.ExitCode;
import dev.sluice.client.Batch;
import dev.sluice.scheduler.SchedulerKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** W9: many batches at a time, with one scheduler thread and with more. */
public final class ManyBatches implements ClusterWorkload {

  private static final List<Integer> THREADS = List.of(1, 2, 4);

  private final Context context;
  private final int batches;
  private final int tasks;

  public ManyBatches(Context context) {
    this.context = context;
    this.batches = context.scale() == Scale.TINY ? 5 : 100;
    this.tasks =
        switch (context.scale()) {
          case FULL -> 1000;
          case QUICK -> 300;
          case TINY -> 20;
        };
  }

  @Override
  public String name() {
    return "W9";
  }

  @Override
  public String description() {
    return "%,d batches of %,d independent no-op tasks at a time, scheduler threads %s"
        .formatted(batches, tasks, THREADS);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(6);
  }

  @Override
  public Figures measure(Cluster cluster, SiteConfig config) {
    cluster.start(Role.WORKER, config);
    Map<Integer, Double> rates = new LinkedHashMap<>();
    for (int threads : THREADS) {
      cluster.start(
          Role.SCHEDULER, config.with(SchedulerKeys.THREADS.name(), Integer.toString(threads)));
      Rounds rounds = new Rounds("%s, %d threads".formatted(name(), threads), context.progress());
      rounds.warmUp(1, () -> allAtOnce(cluster));
      List<Round> measured = rounds.measured(context.repetitions(), () -> allAtOnce(cluster));
      rates.put(threads, Sample.of(measured.stream().map(Round::tasksPerSecond).toList()).median());
      cluster.stop(Role.SCHEDULER);
    }
    return RateByThreads.of(batches, tasks, rates, context.yardstick());
  }

  private Round allAtOnce(Cluster cluster) {
    BatchRun run = new BatchRun(cluster);
    List<Batch> all = Stream.generate(() -> Batches.independent(tasks)).limit(batches).toList();
    CpuTimes before = cluster.cpu();
    long start = System.nanoTime();
    try (ExecutorService submitters = Executors.newFixedThreadPool(batches)) {
      List<Future<Round>> running =
          all.stream().map(batch -> submitters.submit(() -> run.measure(batch))).toList();
      for (Future<Round> batch : running) {
        var unused = batch.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException(ExitCode.FAILED, "a batch failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
    return new Round(
        (long) batches * tasks,
        Duration.ofNanos(System.nanoTime() - start),
        cluster.cpu().since(before));
  }
}
