package dev.sluice.cli.batches;

import dev.sluice.core.task.BatchStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Which batches are asked for.
 *
 * @param statuses any of these; empty: all
 * @param since opened at that time or later
 * @param limit no more than these, the newest ones
 */
public record BatchFilter(Set<BatchStatus> statuses, Instant since, int limit) {

  public BatchFilter {
    statuses = Set.copyOf(statuses);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, was " + limit);
    }
  }

  boolean wants(ListedBatch batch) {
    return (statuses.isEmpty() || statuses.contains(batch.status())) && newEnough(batch);
  }

  boolean newEnough(ListedBatch batch) {
    return batch.openedAt() >= ChronoUnit.MICROS.between(Instant.EPOCH, since);
  }
}
