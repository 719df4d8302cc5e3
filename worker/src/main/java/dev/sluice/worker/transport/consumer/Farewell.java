package dev.sluice.worker.transport.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last commits of partitions that go to another member, after which that one counts nobody as
 * lost.
 */
record Farewell(
    Assignment assignment,
    OffsetCommits commits,
    Duration most,
    Duration mostAtTheEnd,
    LongSupplier nanos) {

  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  /** In the middle of a rebalance that takes these. */
  void to(List<AssignedPartition> partitions) {
    try {
      commit(partitions);
    } catch (KafkaException e) {
      failed(partitions, e);
    }
    partitions.forEach(each -> assignment.remove(each.partition()));
  }

  /**
   * To all. Brokers take no commits in the middle of some rebalances: then the rebalance is gone
   * through first.
   *
   * @param rejoin goes on with a rebalance for a moment
   */
  void toAll(Runnable rejoin) {
    long until = nanos.getAsLong() + mostAtTheEnd.toNanos();
    try {
      boolean committed = committed();
      while (!committed && until - nanos.getAsLong() > 0) {
        rejoin.run();
        committed = committed();
      }
      if (!committed) {
        LOG.warn(
            "A rebalance did not end within {}: what was done last of {} may run again",
            mostAtTheEnd,
            assignment.all());
      }
    } catch (KafkaException e) {
      failed(assignment.all(), e);
    }
    List.copyOf(assignment.all()).forEach(each -> assignment.remove(each.partition()));
  }

  private boolean committed() {
    try {
      commit(assignment.all());
      return true;
    } catch (RebalanceInProgressException e) {
      LOG.debug("Leaving after the rebalance", e);
      return false;
    }
  }

  private void commit(Collection<AssignedPartition> partitions) {
    commits.await(partitions, true, most, nanos.getAsLong());
  }

  private static void failed(Collection<AssignedPartition> partitions, KafkaException why) {
    LOG.warn(
        "What was done last of {} can't be committed and may run again: {}",
        partitions,
        why.toString());
  }
}
