package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Latency;
import dev.sluice.benchmarks.figure.Quantiles;
import dev.sluice.benchmarks.figure.Sample;
import dev.sluice.benchmarks.site.Site;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import java.time.Duration;
import java.util.stream.Stream;

/** One no-op task in a batch of its own, from the submission until its result is known. */
public final class SingleTask implements Workload {

  private final Context context;
  private final int warmUp;
  private final int samples;

  public SingleTask(Context context) {
    this.context = context;
    this.warmUp = context.scale() == Scale.TINY ? 2 : 100;
    this.samples =
        switch (context.scale()) {
          case FULL -> 200;
          case QUICK -> 50;
          case TINY -> 3;
        };
  }

  @Override
  public String name() {
    return "single";
  }

  @Override
  public String description() {
    return "one no-op task at a time";
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(3);
  }

  @Override
  public Latency measure(Site site) {
    double[] ms = new double[samples];
    for (int i = -warmUp; i < samples; i++) {
      Batch batch = Batches.independent(1);
      double took = submitToResult(site, batch);
      if (i >= 0) {
        ms[i] = took;
      }
    }
    Quantiles quantiles = Sample.of(ms).quantiles();
    context.progress().say("single: %.2f ms".formatted(quantiles.p50()));
    return new Latency(quantiles, context.yardstick().latency(quantiles.p50()), samples);
  }

  private static double submitToResult(Site site, Batch batch) {
    long start = System.nanoTime();
    try (BatchHandle handle = site.client().submit(batch)) {
      long nanos;
      try (Stream<TaskResult> results = handle.results(ResultOrder.STREAMING)) {
        var unused = results.findFirst().orElseThrow();
        nanos = System.nanoTime() - start;
      }
      handle.await();
      return nanos / 1e6;
    }
  }
}
