package dev.sluice.client.actions;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where the actions get the results of a batch from. Who has many batches of all sizes gives one
 * that keeps no results in memory.
 */
public interface ResultSource {

  /**
   * A batch and the last result of each of its tasks so far, in any order.
   *
   * @throws dev.sluice.client.BatchNotFoundException if nothing is recorded about the batch
   */
  Found find(String batchId);

  /**
   * Results that are read while they are asked for.
   *
   * @param results closed with this
   */
  record Found(BatchStatus status, Stream<TaskResult> results) implements AutoCloseable {

    public Found {
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(results, "results");
    }

    @Override
    public void close() {
      results.close();
    }
  }
}
