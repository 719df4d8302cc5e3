package dev.sluice.scheduler.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that gives urgent records before a backlog of others.
 *
 * <p>A plain consumer gives what it fetched in the order in which it was fetched, megabytes of it,
 * and fetches nothing more from a broker meanwhile. So while there is a backlog, every other poll
 * holds all of that back: it gives what is new, and fetches. The next one gives of the backlog what
 * has its turn. Held back is done by pausing for the length of a poll: what is fetched stays, and a
 * paused partition does not keep the consumer from fetching others.
 */
final class UrgentFirstConsumer extends KafkaConsumer<byte[], byte[]> {

  private final int most;
  private final Backlog backlog;
  private Set<TopicPartition> held = Set.of();
  private boolean gaveNews;

  /**
   * @param most that a poll gives, {@code max.poll.records}
   */
  UrgentFirstConsumer(Map<String, Object> config, int most, Map<String, Urgency> byTopic) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.most = most;
    this.backlog = new Backlog(byTopic);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    backlog.keep(assignment());
    if (backlog.isEmpty()) {
      gaveNews = false;
      return noted(super.poll(timeout));
    }
    if (!gaveNews) {
      ConsumerRecords<byte[], byte[]> news = pollWithout(backlog.all());
      if (!news.isEmpty() || !news.nextOffsets().isEmpty()) {
        gaveNews = true;
        return noted(news);
      }
    }
    gaveNews = false;
    Set<TopicPartition> turn = backlog.next();
    Set<TopicPartition> others = new HashSet<>(backlog.all());
    others.removeAll(turn);
    ConsumerRecords<byte[], byte[]> records = pollWithout(others);
    if (records.count() < most) {
      backlog.ends(turn);
    }
    return noted(records);
  }

  private ConsumerRecords<byte[], byte[]> noted(ConsumerRecords<byte[], byte[]> records) {
    if (records.count() < most) {
      backlog.ends(records.partitions());
    } else {
      backlog.grows(records.partitions());
    }
    return records;
  }

  private ConsumerRecords<byte[], byte[]> pollWithout(Set<TopicPartition> partitions) {
    held = new HashSet<>(partitions);
    held.removeAll(paused());
    super.pause(held);
    try {
      return super.poll(Duration.ZERO);
    } finally {
      held.retainAll(assignment());
      super.resume(held);
      held = Set.of();
    }
  }

  /** Called by a rebalance in the midst of a poll too: what is paused then stays so. */
  @Override
  public void pause(Collection<TopicPartition> partitions) {
    super.pause(partitions);
    if (!held.isEmpty()) {
      held.removeAll(partitions);
    }
  }
}
