package dev.sluice.worker.transport.consumer;

/**
 * How much of each partition a worker has at a time.
 *
 * @param bufferRecords polled and not handed out: at this mark the partition is paused
 * @param bufferBytes the same, for all partitions together; each has its part of it
 * @param window no offset is handed out that is so far from the oldest open one
 * @param ahead at least so many offsets more than are asked for are said to be handed out, so that
 *     not each of them waits for a commit of its own
 * @param careful most records open at a time that a worker was lost with before
 * @param maxLost a record that was lost with so many workers is not run again
 */
record PartitionLimits(
    int bufferRecords, long bufferBytes, int window, int ahead, int careful, int maxLost) {

  /**
   * The usual ones. Where the first or the second loss is the last, only what is handed out is said
   * to be: one more or less is too much there.
   */
  static PartitionLimits of(int maxLost) {
    return new PartitionLimits(500, 32L << 20, 10_000, maxLost > 2 ? 32 : 0, 64, maxLost);
  }
}
