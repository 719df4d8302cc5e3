package dev.sluice.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where the records of a batch are: the partition that Kafka's Java client chooses for the batch
 * id. Clients with another default partitioner may miss it; the scheduler forwards their records.
 */
public final class Partitions {

  private Partitions() {}

  /**
   * The partition of a batch in every topic that is partitioned by batch id.
   *
   * @param partitions how many the topic has, at least 1
   */
  public static int of(String batchId, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
    }
    return Utils.toPositive(Utils.murmur2(batchId.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
