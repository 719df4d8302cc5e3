package dev.sluice.scheduler.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Knows whether a task has more records in hand. Streams asks for the time of a record when it
 * becomes the next one of its partition, and that is before the one in front of it is processed. So
 * records that came together can be told from a lone one, and share a transaction.
 */
public final class Heads implements TimestampExtractor {

  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> waiting = new ConcurrentHashMap<>();

  /** The broker's time; and the record is the next one of its partition. */
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    var place = new TopicPartition(record.topic(), record.partition());
    if (next.put(place, record.offset()) == null) {
      count(record.partition()).incrementAndGet();
    }
    return Math.max(0, record.timestamp());
  }

  /** A task begins, perhaps for the second time: what waited for it is read again. */
  void begin(int partition) {
    next.keySet().removeIf(place -> place.partition() == partition);
    count(partition).set(0);
  }

  /** This record is processed. */
  void done(String topic, int partition, long offset) {
    if (next.remove(new TopicPartition(topic, partition), offset)) {
      count(partition).decrementAndGet();
    }
  }

  /** Whether the task of this partition has a record in hand that is not processed. */
  boolean anyFor(int partition) {
    return count(partition).get() > 0;
  }

  private AtomicInteger count(int partition) {
    return waiting.computeIfAbsent(partition, number -> new AtomicInteger());
  }
}
