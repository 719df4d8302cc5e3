package dev.sluice.worker;

import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.transport.consumer.GroupProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The scheduler's end of a worker's topics: releases in, reports out. Each with its own prefix. */
public final class ReleaseTopics implements AutoCloseable {

  private static final AtomicInteger MADE = new AtomicInteger();

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final String pool;
  private final RecordCodec<Release> releases = RecordCodecs.of(Release.class, Map.of());
  private final RecordCodec<Report> codec = RecordCodecs.of(Report.class, Map.of());
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final List<Report> reports = new ArrayList<>();
  private final List<Report> leases = new ArrayList<>();
  private TransportChoice transport =
      new TransportChoice(TransportChoice.Kind.SHARE, GroupProtocol.AUTO);
  private @Nullable KafkaProducer<byte[], byte[]> transactions;

  public ReleaseTopics(String bootstrapServers, int partitions) {
    int number = MADE.incrementAndGet();
    kafka = Map.of("bootstrap.servers", bootstrapServers);
    topics = new Topics("w" + number + ".");
    pool = "p" + number;
    try (Admin admin = Admin.create(kafka)) {
      TopicAdmin.apply(admin, new TopicCatalogue(topics, partitions, (short) 1, Set.of(pool)));
    }
    producer =
        new KafkaProducer<>(
            // One request at a time: a leader that is not ready yet must not split a row of
            // batches.
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                7 * 1024 * 1024,
                "linger.ms",
                0,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    reader = reader(topics.report());
  }

  /** How workers get at them from now on. */
  void over(TransportChoice.Kind kind) {
    transport = new TransportChoice(kind, GroupProtocol.AUTO);
  }

  public WorkerConfig worker(String id) {
    return WorkerConfig.of(workers())
        .withTransport(transport)
        .withTopics(topics)
        .withPool(pool)
        .withWorkerId(id)
        .withStopGrace(Duration.ofMillis(500))
        .withDrainGrace(Duration.ofSeconds(5));
  }

  /** A member of a consumer group that is gone is noticed quickly. */
  private Map<String, Object> workers() {
    Map<String, Object> workers = new HashMap<>(kafka);
    if (transport.kind() == TransportChoice.Kind.CONSUMER) {
      workers.put("session.timeout.ms", 3_000);
    }
    return workers;
  }

  public Topics topics() {
    return topics;
  }

  public void release(Release release) {
    String topic = topics.release(pool, release.getPriority());
    bytes(topic, key(release), releases.encode(topic, release));
  }

  private static String key(Release release) {
    return release.getBatchId() + "/" + release.getTaskId();
  }

  public String releaseTopic() {
    return topics.release(pool, Priority.NORMAL);
  }

  public void bytes(String topic, String key, byte[] value) {
    var unused =
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  void bytes(String topic, String key, byte[] value, String header, String text) {
    var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    record.headers().add(header, text.getBytes(StandardCharsets.UTF_8));
    var unused = producer.send(record);
  }

  public void flush() {
    producer.flush();
  }

  /** Releases tasks of 50 batches. */
  void releaseAll(int tasks, String type, String json) {
    for (int i = 0; i < tasks; i++) {
      release(Releases.of("t" + i, type, json).setBatchId("b" + i % 50).build());
    }
    flush();
  }

  public void beginTransactions() {
    transactions =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.get("bootstrap.servers"), "transactional.id", pool),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    transactions.initTransactions();
  }

  /** As the scheduler does: a release counts once its transaction is committed. */
  public void releaseInTransaction(Release release) {
    String topic = topics.release(pool, release.getPriority());
    transactions.beginTransaction();
    var unused =
        transactions.send(
            new ProducerRecord<>(
                topic,
                key(release).getBytes(StandardCharsets.UTF_8),
                releases.encode(topic, release)));
    transactions.commitTransaction();
  }

  /** Waits for one report. */
  Report nextReport() {
    reports.clear();
    while (reports().isEmpty()) {
      Thread.onSpinWait();
    }
    return reports.get(0);
  }

  public KafkaConsumer<byte[], byte[]> reader(String topic) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                kafka.get("bootstrap.servers"),
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "max.poll.records",
                10_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList());
    return consumer;
  }

  /** All leases that were seen when reports were read. */
  public List<Report> leases() {
    return leases;
  }

  /** All reports so far that end a release. */
  public List<Report> reports() {
    for (ConsumerRecord<byte[], byte[]> each : reader.poll(Duration.ofMillis(20))) {
      try {
        Report report = codec.decode(topics.report(), each.value());
        (report.getLeased() ? leases : reports).add(report);
      } catch (UndecodableRecordException e) {
        throw new AssertionError(e);
      }
    }
    return reports;
  }

  /** How many records the poll brought. */
  public int countReports(Duration wait) {
    return reader.poll(wait).count();
  }

  @Override
  public void close() {
    producer.close();
    reader.close();
    if (transactions != null) {
      transactions.close();
    }
  }
}
