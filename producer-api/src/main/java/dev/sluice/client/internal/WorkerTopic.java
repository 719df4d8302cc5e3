package dev.sluice.client.internal;

import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.LiveTask;
import dev.sluice.client.LiveWorker;
import dev.sluice.records.Heartbeat;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The workers that were heard of lately. Each question reads the last half minute of the worker
 * topic with a consumer of its own, which takes some tens of milliseconds.
 */
final class WorkerTopic {

  private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT_PATIENCE = Duration.ofSeconds(4);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
  private static final Duration LONGEST_READ = Duration.ofSeconds(10);

  private final String topic;
  private final RecordCodec<Heartbeat> codec;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final InstantSource clock;

  WorkerTopic(
      String topic,
      RecordCodec<Heartbeat> codec,
      Supplier<Consumer<String, byte[]>> consumers,
      InstantSource clock) {
    this.topic = topic;
    this.codec = codec;
    this.consumers = consumers;
    this.clock = clock;
  }

  /** That of the brokers that these settings name. */
  static WorkerTopic with(KafkaSettings settings, String topic) {
    return new WorkerTopic(
        topic,
        RecordCodecs.of(Heartbeat.class, settings.user()),
        () -> PacedReader.consumer(settings.quickConsumer()),
        InstantSource.system());
  }

  /** The live workers, by pool and id. */
  List<LiveWorker> live() {
    return live(HEARD_WITHIN, HEARTBEAT_PATIENCE);
  }

  /** What the live workers run of a batch, the longest first. Waits for no heartbeat. */
  List<LiveTask> running(String batchId) {
    return live(HEARD_WITHIN, Duration.ZERO).stream()
        .flatMap(worker -> worker.running().stream())
        .filter(task -> task.batchId().equals(batchId))
        .sorted(Comparator.comparing(LiveTask::startedAt).thenComparing(LiveTask::taskId))
        .toList();
  }

  /**
   * Like {@link #live()}, and also with other times.
   *
   * @param heardWithin a worker whose last heartbeat is older is gone
   * @param patience where there is no heartbeat that new, one is waited for that long: that there
   *     is none may only mean that the clock here is ahead of the brokers'
   */
  List<LiveWorker> live(Duration heardWithin, Duration patience) {
    try (Reading reading = new Reading(consumers.get(), heardWithin)) {
      reading.readToTheEnd();
      if (reading.newest < clock.millis() - heardWithin.toMillis()) {
        reading.await(patience);
      }
      return reading.live();
    } catch (KafkaException e) {
      throw new BrokerUnreachableException(
          "the heartbeats of the workers can't be read (%s); is Kafka running and topic %s there?"
              .formatted(e.getMessage(), topic),
          e);
    }
  }

  /** One look at the topic. */
  private final class Reading implements AutoCloseable {

    private final Consumer<String, byte[]> consumer;
    private final Duration heardWithin;
    private final Map<String, LiveWorker> heard = new TreeMap<>();
    private long newest = Long.MIN_VALUE;
    private boolean waitedInVain;

    private Reading(Consumer<String, byte[]> consumer, Duration heardWithin) {
      this.consumer = consumer;
      this.heardWithin = heardWithin;
    }

    private void readToTheEnd() {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      seekToRecent(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long until = clock.millis() + LONGEST_READ.toMillis();
      while (clock.millis() < until
          && ends.entrySet().stream()
              .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(this::take);
      }
    }

    private void seekToRecent(List<TopicPartition> partitions) {
      long since = clock.millis() - 3 * heardWithin.toMillis();
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(partition -> times.put(partition, since));
      Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp at = found.get(partition);
        if (at == null) {
          consumer.seekToEnd(List.of(partition));
        } else {
          consumer.seek(partition, at.offset());
        }
      }
    }

    /** All live workers are heard in the time between two heartbeats. */
    private void await(Duration patience) {
      long before = newest;
      long until = clock.millis() + patience.toMillis();
      while (clock.millis() < until) {
        consumer.poll(POLL).forEach(this::take);
      }
      waitedInVain = newest == before;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
      if (record.key() == null) {
        return;
      }
      if (record.value() == null) {
        heard.remove(record.key());
        return;
      }
      try {
        Heartbeat heartbeat = codec.decode(topic, record.value());
        heard.put(record.key(), HeartbeatsIn.worker(heartbeat, record.timestamp()));
        newest = Math.max(newest, record.timestamp());
      } catch (UndecodableRecordException | RegistryUnavailableException e) {
        heard.remove(record.key()); // nothing is known of it
      }
    }

    /** Ages are by the brokers' clock: against the newest heartbeat that there is. */
    private List<LiveWorker> live() {
      if (waitedInVain) {
        return List.of();
      }
      long since = newest - heardWithin.toMillis();
      return heard.values().stream()
          .filter(worker -> worker.heardAt().toEpochMilli() >= since)
          .sorted(Comparator.comparing(LiveWorker::pool).thenComparing(LiveWorker::id))
          .toList();
    }

    @Override
    public void close() {
      consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
  }
}
