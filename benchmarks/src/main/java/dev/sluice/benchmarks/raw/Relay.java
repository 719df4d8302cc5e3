package dev.sluice.benchmarks.raw;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The middle of the pipeline: takes from topic A, sends to topic B, on a thread of its own. */
final class Relay implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String target;
  private final Thread thread;
  private volatile boolean closed;

  private Relay(
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      String target) {
    this.consumer = consumer;
    this.producer = producer;
    this.target = target;
    this.thread = Thread.ofPlatform().daemon().name("raw relay").unstarted(this::relay);
  }

  static Relay start(RawClients clients, String source, String target, int lingerMs) {
    Relay relay = new Relay(clients.consumerAtTheEndOf(source), clients.producer(lingerMs), target);
    relay.thread.start();
    return relay;
  }

  private void relay() {
    try (consumer;
        producer) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          var unused = producer.send(new ProducerRecord<>(target, record.value()));
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
