package dev.sluice.scheduler;

import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A worker of a few lines: reports every release as succeeded, on a thread of its own. */
final class ScriptedWorker implements AutoCloseable {

  private static final ByteBuffer OUTPUT =
      ByteBuffer.wrap("1".getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Topics topics;
  private final AtomicLong executed = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  ScriptedWorker(String bootstrapServers, Topics topics) {
    this.topics = topics;
    this.consumer =
        new KafkaConsumer<>(
            consumerProperties(bootstrapServers, "worker-" + topics.prefix()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.producer = producer(bootstrapServers);
    consumer.subscribe(
        Stream.of(Priority.values()).map(priority -> topics.release("default", priority)).toList());
    this.thread = Thread.ofPlatform().name("scripted-worker").start(this::work);
  }

  static Map<String, Object> consumerProperties(String bootstrapServers, String group) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("group.id", group);
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    properties.put("max.poll.records", "2000");
    return properties;
  }

  static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0", "compression.type", "lz4"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private void work() {
    while (!closed) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        report(TestRecords.decode(Release.class, record.value()));
      }
    }
    consumer.close();
  }

  private void report(Release release) {
    executed.incrementAndGet();
    long now = System.currentTimeMillis() * 1000;
    var report =
        Report.newBuilder()
            .setBatchId(release.getBatchId())
            .setTaskId(release.getTaskId())
            .setReleaseNumber(release.getReleaseNumber())
            .setOutcome(TaskStatus.SUCCEEDED)
            .setOutput(OUTPUT.duplicate())
            .setStartedAt(now)
            .setFinishedAt(now)
            .setWorkerId("scripted")
            .build();
    var unused =
        producer.send(
            new ProducerRecord<>(
                topics.report(), release.getBatchId(), TestRecords.encode(Report.class, report)));
  }

  /** How many releases it has seen. */
  long executed() {
    return executed.get();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(10_000);
    producer.close(Duration.ofSeconds(5));
  }
}
