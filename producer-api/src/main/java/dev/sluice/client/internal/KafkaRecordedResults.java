package dev.sluice.client.internal;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.RecordedResults;
import dev.sluice.client.TopicsNotReadyException;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.schemas.topic.WrittenEnd;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the one partition that a batch has in the topics of results and summaries. */
public final class KafkaRecordedResults implements RecordedResults {

  private static final Logger log = LoggerFactory.getLogger(KafkaRecordedResults.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  /** Takes all records of a partition. */
  private interface Sink {
    void take(ConsumerRecord<String, byte[]> record);
  }

  private final Consumer<String, byte[]> consumer;
  private final Supplier<Admin> admins;
  private final Topics topics;
  private final RecordCodec<Result> results;
  private final RecordCodec<Summary> summaries;

  private KafkaRecordedResults(
      Consumer<String, byte[]> consumer,
      Supplier<Admin> admins,
      Topics topics,
      RecordCodec<Result> results,
      RecordCodec<Summary> summaries) {
    this.consumer = consumer;
    this.admins = admins;
    this.topics = topics;
    this.results = results;
    this.summaries = summaries;
  }

  /** Those of the brokers that these properties name. */
  public static RecordedResults of(Map<String, ?> kafkaProperties, Topics topics) {
    KafkaSettings settings = KafkaSettings.of(kafkaProperties);
    Map<String, Object> consumer = new HashMap<>(settings.quickConsumer());
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaRecordedResults(
        PacedReader.consumer(consumer),
        () -> Admin.create(settings.user()),
        topics,
        RecordCodecs.of(Result.class, settings.user()),
        RecordCodecs.of(Summary.class, settings.user()));
  }

  @Override
  public Optional<BatchSummary> summary(String batchId) {
    var last = new Last(batchId);
    read(topics.summary(), batchId, this::committed, last);
    return Optional.ofNullable(last.summary);
  }

  /** The last summary of a batch. */
  private final class Last implements Sink {

    private final String batchId;
    private @Nullable BatchSummary summary;

    private Last(String batchId) {
      this.batchId = batchId;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) {
      if (batchId.equals(record.key())) {
        Summary decoded = record.value() == null ? null : decoded(summaries, record);
        if (record.value() == null || decoded != null) {
          summary = decoded == null ? null : RecordsIn.summary(decoded);
        }
      }
    }
  }

  @Override
  public void read(String batchId, Taker taker) {
    String prefix = batchId + "/";
    // A summary is committed with its last results, but not in the same instant: partitions learn
    // of
    // it one by one. So all is waited for that was written by now.
    read(
        topics.result(),
        batchId,
        this::written,
        record -> {
          if (record.key() != null && record.key().startsWith(prefix)) {
            take(record, record.key().substring(prefix.length()), taker);
          }
        });
  }

  private void take(ConsumerRecord<String, byte[]> record, String taskId, Taker taker) {
    if (record.value() == null) {
      taker.forgotten(taskId);
      return;
    }
    Result decoded = decoded(results, record);
    if (decoded != null) {
      taker.recorded(RecordsIn.result(decoded));
    }
  }

  private static <T extends SluiceRecord> @Nullable T decoded(
      RecordCodec<T> codec, ConsumerRecord<String, byte[]> record) {
    try {
      return codec.decode(record.topic(), record.value());
    } catch (UndecodableRecordException e) {
      log.warn("Skipping {} at {}: {}", record.topic(), record.offset(), e.getMessage());
      return null;
    }
  }

  /** From the beginning to where it ends now, committed records only. */
  private void read(String topic, String batchId, ToLongFunction<TopicPartition> endOf, Sink sink) {
    try {
      var partition = new TopicPartition(topic, Partitions.of(batchId, partitions(topic)));
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = endOf.applyAsLong(partition);
      long heard = System.nanoTime();
      while (consumer.position(partition) < end) {
        var records = consumer.poll(POLL);
        records.forEach(sink::take);
        long now = System.nanoTime();
        heard = records.isEmpty() ? heard : now;
        if (now - heard > PATIENCE_NANOS) {
          throw new KafkaException("nothing came for 60 s");
        }
      }
    } catch (KafkaException e) {
      throw new BrokerUnreachableException(
          "batch %s: what is recorded in %s can't be read (%s); are the brokers running?"
              .formatted(batchId, topic, e.getMessage()),
          e);
    }
  }

  private long committed(TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  private long written(TopicPartition partition) {
    try (Admin admin = admins.get()) {
      return WrittenEnd.of(admin, partition);
    }
  }

  private int partitions(String topic) {
    int partitions = consumer.partitionsFor(topic).size();
    if (partitions == 0) {
      throw new TopicsNotReadyException(
          "topic %s is missing; create Sluice's topics: sluice topics apply".formatted(topic));
    }
    return partitions;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
