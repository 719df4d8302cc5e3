package dev.sluice.worker.transport.consumer;

import dev.sluice.worker.transport.consumer.AssignedPartition.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits of what partitions have come to. One is under way at a time, so none overtakes another.
 */
final class OffsetCommits {

  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final Duration POSITION_WAIT = Duration.ofMillis(50);

  private final Consumer<byte[], byte[]> consumer;
  private boolean underWay;
  private long sentAt;

  OffsetCommits(Consumer<byte[], byte[]> consumer, long now) {
    this.consumer = consumer;
    this.sentAt = now - PAUSE_NANOS;
  }

  /** Sends what is new, unless that was done just now. Doesn't wait. */
  void send(Collection<AssignedPartition> partitions, long now) {
    if (underWay || now - sentAt < PAUSE_NANOS) {
      return;
    }
    List<Commit> commits = new ArrayList<>();
    for (AssignedPartition each : partitions) {
      if (each.dirty(now)) {
        passGaps(each);
        commits.add(each.commit(false, now));
      }
    }
    if (!commits.isEmpty()) {
      underWay = true;
      sentAt = now;
      consumer.commitAsync(offsets(commits), (offsets, error) -> answered(commits, error));
    }
  }

  private void answered(List<Commit> commits, @Nullable Exception error) {
    underWay = false;
    if (error == null) {
      commits.forEach(each -> each.of().acknowledged(each));
    } else {
      // Whoever has lost a partition is told so by the next poll; all else is tried again.
      LOG.debug("Not committed: {}", error.toString());
      commits.forEach(each -> each.of().refused(each));
    }
  }

  /**
   * Commits these and waits for it.
   *
   * @param leaving they go to another member in order
   * @throws org.apache.kafka.common.KafkaException if the brokers don't take it, or not in time
   */
  void await(Collection<AssignedPartition> partitions, boolean leaving, Duration most, long now) {
    List<Commit> commits = new ArrayList<>();
    for (AssignedPartition each : partitions) {
      passGaps(each);
      commits.add(each.commit(leaving, now));
    }
    if (commits.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets(commits), most);
    } catch (RuntimeException e) {
      commits.forEach(each -> each.of().refused(each));
      throw e;
    }
    commits.forEach(each -> each.of().acknowledged(each));
  }

  /** Behind the last record there may be the marker of its transaction. */
  private void passGaps(AssignedPartition partition) {
    if (partition.drained()) {
      try {
        partition.passed(consumer.position(partition.partition(), POSITION_WAIT));
      } catch (TimeoutException e) {
        LOG.debug("{} has no position now", partition, e);
      }
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(List<Commit> commits) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    commits.forEach(each -> offsets.put(each.of().partition(), each.offset()));
    return offsets;
  }
}
