package dev.sluice.scheduler.workforce;

import dev.sluice.core.task.Priority;

/** What the live workers can run at a time, by the partitions that they read. */
@FunctionalInterface
public interface PartitionSlots {

  /** Nothing is known of any worker. */
  PartitionSlots NONE = (pool, priority, partitions) -> new long[partitions];

  /** A slot; what a worker has is divided among its partitions, so there are parts of one. */
  long ONE = 1000;

  /**
   * In parts of {@link #ONE}, for each partition of the release topic; 0 for those that nobody
   * reads alone, as it is with share groups.
   */
  long[] slots(String pool, Priority priority, int partitions);
}
