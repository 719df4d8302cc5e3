package dev.sluice.http.source;

import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Reads the dead letters, sends them again, and lets those at the front go. */
public final class DeadLetterTopic implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long MOST_NANOS = Duration.ofSeconds(5).toNanos();

  /** A dead letter has up to 5 MiB: a page of many ends before its limit. */
  private static final long MOST_PAGE_BYTES = 8L * 1024 * 1024;

  private static final int LARGEST_REQUEST = 8 * 1024 * 1024;

  private final Readers readers;
  private final Topics topics;
  private final Map<String, Object> kafka;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param kafka properties of the process
   */
  public DeadLetterTopic(Readers readers, Topics topics, Map<String, Object> kafka) {
    this.readers = readers;
    this.topics = topics;
    this.kafka = Map.copyOf(kafka);
  }

  /** Where a dead letter is. */
  public record Place(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})-([0-9]{1,18})");

    /** The place that a text names, if it names one. */
    public static Optional<Place> of(String text) {
      Matcher form = FORM.matcher(text);
      return form.matches()
          ? Optional.of(new Place(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return partition + "-" + offset;
    }
  }

  /** Some dead letters; next is null when there were no more. */
  public record Found(List<ConsumerRecord<byte[], byte[]>> letters, @Nullable Place next) {

    public Found {
      letters = List.copyOf(letters);
    }
  }

  /** Dead letters by partition and age, from a place on. */
  public Found page(@Nullable Place from, int limit) {
    return readers.ask(consumer -> page(consumer, from, limit));
  }

  private Found page(Consumer<byte[], byte[]> consumer, @Nullable Place from, int limit) {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    long until = System.nanoTime() + MOST_NANOS;
    int partitions = consumer.partitionsFor(topics.deadLetter()).size();
    for (int p = from == null ? 0 : from.partition(); p < partitions; p++) {
      long start = from != null && p == from.partition() ? from.offset() : 0;
      Place next = read(consumer, p, start, limit, until, letters);
      if (next != null) {
        return new Found(letters, next);
      }
    }
    return new Found(letters, null);
  }

  /** Null: the partition has no more. */
  private @Nullable Place read(
      Consumer<byte[], byte[]> consumer,
      int partition,
      long start,
      int limit,
      long until,
      List<ConsumerRecord<byte[], byte[]>> letters) {
    var at = new TopicPartition(topics.deadLetter(), partition);
    consumer.assign(Set.of(at));
    long end = consumer.endOffsets(Set.of(at)).get(at);
    long position = Math.max(start, consumer.beginningOffsets(Set.of(at)).get(at));
    if (position >= end) {
      return null;
    }
    consumer.seek(at, position);
    while (position < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(at)) {
        letters.add(record);
        if (letters.size() == limit || bytes(letters) > MOST_PAGE_BYTES) {
          return new Place(partition, record.offset() + 1);
        }
      }
      position = consumer.position(at);
      if (System.nanoTime() > until) {
        return new Place(partition, position);
      }
    }
    return null;
  }

  private static long bytes(List<ConsumerRecord<byte[], byte[]>> letters) {
    return letters.stream().mapToLong(letter -> Math.max(0, letter.serializedValueSize())).sum();
  }

  /** The dead letter of a place, if there is one. */
  public Optional<ConsumerRecord<byte[], byte[]>> find(Place place) {
    return readers.ask(consumer -> {
      if (place.partition() >= consumer.partitionsFor(topics.deadLetter()).size()) {
        return Optional.empty();
      }
      List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
      Place unused =
          read(
              consumer,
              place.partition(),
              place.offset(),
              1,
              System.nanoTime() + MOST_NANOS,
              letters);
      return letters.stream().filter(letter -> letter.offset() == place.offset()).findFirst();
    });
  }

  /** Whether Sluice reads this topic, so that a record of it may be sent again. */
  public boolean read(String topic) {
    return topic.startsWith(topics.prefix() + "release.")
        || Stream.of(topics.command(), topics.report(), topics.query()).anyMatch(topic::equals)
        || topic.startsWith(topics.prefix() + "submission.");
  }

  /** Sends a record; returns when the brokers have it. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer().send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }

  private Producer<byte[], byte[]> producer() {
    lock.lock();
    try {
      if (producer == null) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove("transactional.id");
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("max.request.size", LARGEST_REQUEST);
        settings.put("delivery.timeout.ms", 15_000);
        settings.put("request.timeout.ms", 10_000);
        settings.put("max.block.ms", 10_000);
        producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      }
      return producer;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no dead letter of its partition is older than this one. */
  public boolean oldest(Place place) {
    return readers.ask(consumer -> {
      List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
      Place unused =
          read(consumer, place.partition(), 0, 1, System.nanoTime() + MOST_NANOS, letters);
      return !letters.isEmpty() && letters.getFirst().offset() >= place.offset();
    });
  }

  /** Lets a dead letter and all before it in its partition go. */
  public void dropThrough(Place place) {
    var at = new TopicPartition(topics.deadLetter(), place.partition());
    try (Admin admin = Admin.create(kafka)) {
      admin.deleteRecords(Map.of(at, RecordsToDelete.beforeOffset(place.offset() + 1))).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (producer != null) {
        producer.close(Duration.ofSeconds(1));
      }
    } finally {
      lock.unlock();
    }
  }
}
