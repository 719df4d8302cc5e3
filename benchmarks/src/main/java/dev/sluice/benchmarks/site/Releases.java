package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.records.Priority;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sees what is released from now on, as a worker would. */
public final class Releases implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;

  private Releases(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Watches the tasks of normal priority in the default pool. */
  public static Releases fromNowOn(String bootstrapServers) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("fetch.max.wait.ms", 20);
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    String topic = Topics.DEFAULT.release("default", Priority.NORMAL);
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    return new Releases(consumer);
  }

  /** Returns when a task has been released. */
  public void awaitNext(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (consumer.poll(POLL).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new BenchException(
            "nothing was released within %d s; see the scheduler's log"
                .formatted(atMost.toSeconds()));
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
