package dev.sluice.benchmarks.workload;

import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;

/** The batches that several workloads submit. */
final class Batches {

  private Batches() {}

  /** Tasks that need nothing and do nothing. */
  static Batch independent(int tasks) {
    BatchBuilder batch = Batch.named("independent");
    for (int i = 0; i < tasks; i++) {
      batch.task("t" + i, task -> task.type("noop"));
    }
    return batch.build();
  }

  /** Tasks that do nothing, each needing the one before. */
  static Batch chain(int tasks) {
    BatchBuilder batch = Batch.named("chain");
    batch.task("t0", task -> task.type("noop"));
    for (int i = 1; i < tasks; i++) {
      String before = "t" + (i - 1);
      batch.task("t" + i, task -> task.type("noop").needs(before));
    }
    return batch.build();
  }
}
