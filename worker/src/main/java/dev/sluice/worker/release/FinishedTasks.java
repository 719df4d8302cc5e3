package dev.sluice.worker.release;

import dev.sluice.records.Result;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks tasks up in the result topic: whether they ended, in a round or a later one. Reads the
 * whole topic for that and keeps nothing of it, so many tasks are to be looked up at a time. Used
 * where releases come that may have been worked on long ago, which is rare.
 */
public final class FinishedTasks {

  private static final Logger LOG = LoggerFactory.getLogger(FinishedTasks.class);
  private static final Duration POLL_WAIT = Duration.ofMillis(200);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final RecordCodec<Result> codec;
  private final BooleanSupplier open;

  /** A task of a round. */
  record Wanted(String batchId, String taskId, int round) {

    private String key() {
      return batchId + "/" + taskId;
    }
  }

  /**
   * @param consumers makes readers without a group, of what is committed
   * @param open whether to go on reading
   */
  public FinishedTasks(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      RecordCodec<Result> codec,
      BooleanSupplier open) {
    this.consumers = consumers;
    this.topic = topic;
    this.codec = codec;
    this.open = open;
  }

  /**
   * Those that have ended. Blocks for as long as it takes to read the topic.
   *
   * @throws org.apache.kafka.common.KafkaException if it can't be read now
   */
  Set<Wanted> among(Set<Wanted> tasks) {
    Map<String, Set<Wanted>> byKey = new HashMap<>();
    tasks.forEach(each -> byKey.computeIfAbsent(each.key(), key -> new HashSet<>()).add(each));
    Set<Wanted> ended = new HashSet<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (open.getAsBoolean() && behind(consumer, ends)) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL_WAIT)) {
          if (each.key() != null && each.value() != null) {
            var wanted = byKey.get(new String(each.key(), StandardCharsets.UTF_8));
            if (wanted != null) {
              add(each.value(), wanted, ended);
            }
          }
        }
      }
    }
    return ended;
  }

  private static boolean behind(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(each -> consumer.position(each.getKey()) < each.getValue());
  }

  private void add(byte[] value, Set<Wanted> wanted, Set<Wanted> ended) {
    try {
      int round = codec.decode(topic, value).getRound();
      wanted.stream().filter(each -> each.round() <= round).forEach(ended::add);
    } catch (UndecodableRecordException | RegistryUnavailableException e) {
      LOG.warn("A result of {} can't be read: its task may run again", wanted, e);
    }
  }
}
