package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.benchmarks.figure.CpuTimes;
import dev.sluice.benchmarks.figure.Round;
import dev.sluice.benchmarks.site.Site;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchOutcome;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Submits batches to a site and follows them to their end. */
record BatchRun(Site site) {

  /** From the submission until the client has read every result and the final summary. */
  Round measure(Batch batch) {
    return measure(batch, result -> {});
  }

  /** Like {@link #measure(Batch)}, and also hands the results out, as they arrive. */
  Round measure(Batch batch, Consumer<TaskResult> results) {
    CpuTimes before = site.cpu();
    long start = System.nanoTime();
    long read = 0;
    BatchOutcome outcome;
    try (BatchHandle handle = site.client().submit(batch);
        Stream<TaskResult> arriving = handle.results(ResultOrder.STREAMING)) {
      for (TaskResult result : (Iterable<TaskResult>) arriving::iterator) {
        results.accept(result);
        read++;
      }
      outcome = handle.await();
    }
    long nanos = System.nanoTime() - start;
    if (!outcome.succeeded() || read != batch.tasks().size()) {
      throw new BenchException(
          "batch %s: %d of %d results, %s; it should have succeeded, see the processes' logs"
              .formatted(batch.id(), read, batch.tasks().size(), outcome.status()));
    }
    return new Round(read, Duration.ofNanos(nanos), site.cpu().since(before));
  }
}
