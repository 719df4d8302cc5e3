package dev.sluice.scheduler.workforce;

import dev.sluice.records.Heartbeat;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads heartbeats for as long as the scheduler runs, on a thread of its own: every scheduler reads
 * all of them, so there is no group. Begins at the recent ones, at the end if there are none. When
 * it fails it begins anew, and the scheduler goes on meanwhile without knowing the workers.
 */
public final class HeartbeatReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HeartbeatReader.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final LiveWorkers workers;
  private final Source source;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private boolean failing;

  /**
   * Where heartbeats are.
   *
   * @param recent how far back to begin
   * @param again how long to wait after a failure
   * @param consumers makes a consumer without a group
   */
  public record Source(
      String topic,
      RecordCodec<Heartbeat> codec,
      Duration recent,
      Duration again,
      Supplier<Consumer<byte[], byte[]>> consumers) {}

  private HeartbeatReader(String name, LiveWorkers workers, Source source) {
    this.workers = workers;
    this.source = source;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::readUntilClosed);
  }

  /** Starts to read. */
  public static HeartbeatReader start(String name, LiveWorkers workers, Source source) {
    var reader = new HeartbeatReader(name, workers, source);
    reader.thread.start();
    return reader;
  }

  private void readUntilClosed() {
    try {
      while (open()) {
        readUntilItFails();
      }
    } finally {
      workers.lost();
    }
  }

  private void readUntilItFails() {
    try (Consumer<byte[], byte[]> next = source.consumers().get()) {
      consumer = next;
      read(next);
    } catch (RuntimeException e) {
      if (open()) {
        failed(e);
      }
    }
  }

  private void failed(RuntimeException e) {
    workers.lost();
    if (!failing) {
      failing = true;
      log.warn("Heartbeats of {} can't be read, tried again: {}", source.topic(), e.toString());
    }
    try {
      boolean unused = closed.await(source.again().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      closed.countDown(); // nobody but the owner of the thread does that
    }
  }

  private void read(Consumer<byte[], byte[]> from) {
    List<TopicPartition> partitions =
        from.partitionsFor(source.topic()).stream()
            .map(partition -> new TopicPartition(source.topic(), partition.partition()))
            .toList();
    from.assign(partitions);
    seekToRecent(from, partitions);
    while (open()) {
      from.poll(POLL).forEach(this::take);
      // Silence means something only if the brokers say that nothing more is there. Where they do
      // not answer this throws, and nobody is taken for gone until they do.
      Map<TopicPartition, Long> ends = from.endOffsets(partitions, ANSWER);
      if (ends.entrySet().stream().allMatch(e -> from.position(e.getKey()) >= e.getValue())) {
        workers.look(now());
        failing = false;
      }
    }
  }

  private void seekToRecent(Consumer<byte[], byte[]> from, List<TopicPartition> partitions) {
    long since = System.currentTimeMillis() - source.recent().toMillis();
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since));
    from.offsetsForTimes(times).forEach((partition, found) -> seek(from, partition, found));
  }

  private static void seek(
      Consumer<byte[], byte[]> from, TopicPartition partition, @Nullable OffsetAndTimestamp found) {
    if (found == null) {
      from.seekToEnd(List.of(partition));
    } else {
      from.seek(partition, found.offset());
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      if (record.key() != null) {
        workers.left(new String(record.key(), StandardCharsets.UTF_8));
      }
      return;
    }
    try {
      Heartbeat heartbeat = source.codec().decode(source.topic(), record.value());
      workers.heard(heartbeat, record.timestamp(), now());
    } catch (UndecodableRecordException e) {
      log.debug("No heartbeat at offset {} of {}", record.offset(), source.topic(), e);
    }
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private boolean open() {
    return closed.getCount() > 0;
  }

  /** Stops to read, in a bounded time. */
  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
