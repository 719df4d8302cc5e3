package dev.sluice.client.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions with one of two consumers. A broker holds a question for new records back until
 * there are some or a time has passed, and while it does, a consumer can't ask that broker for
 * another partition: what was just added would wait for that time. So a quick consumer, whose
 * questions are short, reads while things are added; a while after the last one a patient consumer
 * takes over, whose questions are few.
 *
 * <p>Belongs to one thread; only {@link #wakeup} may be called by others.
 */
final class PacedReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final long QUICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<String, byte[]> quick;
  private final Supplier<Consumer<String, byte[]>> patientOnes;
  private final LongSupplier nanoTime;
  private @Nullable Consumer<String, byte[]> patient;
  private volatile Consumer<String, byte[]> current;
  private long lastAdded;

  /**
   * A reader that reads nothing yet.
   *
   * @param quick whose questions return soon
   * @param patientOnes makes the consumer whose questions wait long, when one is needed
   * @param nanoTime a clock that never goes back
   */
  PacedReader(
      Consumer<String, byte[]> quick,
      Supplier<Consumer<String, byte[]>> patientOnes,
      LongSupplier nanoTime) {
    this.quick = quick;
    this.patientOnes = patientOnes;
    this.nanoTime = nanoTime;
    this.current = quick;
    this.lastAdded = nanoTime.getAsLong();
  }

  /** A reader of the brokers that these settings name. */
  static PacedReader with(KafkaSettings settings) {
    return new PacedReader(
        consumer(settings.quickConsumer()),
        () -> consumer(settings.patientConsumer()),
        System::nanoTime);
  }

  static Consumer<String, byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Reads these partitions and no others; a new one needs a {@link #seek}. */
  void assign(Set<TopicPartition> partitions) {
    current.assign(partitions);
  }

  /** Something was added: answers are wanted soon. */
  void hurry() {
    lastAdded = nanoTime.getAsLong();
    goOnWith(quick);
  }

  long position(TopicPartition partition) {
    return current.position(partition);
  }

  void seek(TopicPartition partition, long offset) {
    current.seek(partition, offset);
  }

  /** The next records; none when a moment has passed without. */
  ConsumerRecords<String, byte[]> poll() {
    ConsumerRecords<String, byte[]> records = current.poll(POLL);
    // Only after a poll: who was added meanwhile woke the consumer that has just returned.
    if (current.equals(quick) && nanoTime.getAsLong() - lastAdded > QUICK_NANOS) {
      if (patient == null) {
        patient = patientOnes.get();
      }
      goOnWith(patient);
    }
    return records;
  }

  private void goOnWith(Consumer<String, byte[]> next) {
    if (next.equals(current)) {
      return;
    }
    Map<TopicPartition, Long> positions = new HashMap<>();
    current.assignment().forEach(each -> positions.put(each, current.position(each)));
    next.assign(positions.keySet());
    positions.forEach(next::seek);
    current = next;
  }

  /** Ends a poll that waits. */
  void wakeup() {
    current.wakeup();
  }

  @Override
  public void close() {
    quick.close();
    if (patient != null) {
      patient.close();
    }
  }
}
