package dev.sluice.scheduler.wire;

import dev.sluice.schemas.topic.Partitions;

/**
 * The partition that a task owns. A batch belongs to the partition that its id hashes to, whatever
 * partition a producer wrote it to.
 *
 * @param partition the task's own
 * @param partitions how many there are
 */
public record Home(int partition, int partitions) {

  public Home {
    if (partition < 0 || partition >= partitions) {
      throw new IllegalArgumentException(
          "Partition "
              + partition
              + " does not exist among the "
              + partitions
              + " that the scheduler started with: somebody added partitions to its topics. Stop all"
              + " schedulers, drain, then delete and create all topics anew with one number");
    }
  }

  public boolean of(String batchId) {
    return Partitions.of(batchId, partitions) == partition;
  }
}
