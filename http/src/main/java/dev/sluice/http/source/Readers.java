package dev.sluice.http.source;

import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.schemas.topic.WrittenEnd;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A few consumers that requests borrow, because a new one costs a connection. They read committed
 * records only and are in no group.
 */
public final class Readers implements AutoCloseable {

  private static final int MOST = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int RECORDS_A_POLL = 1000;
  private static final int WAIT_AT_END_MILLIS = 10;

  private final Map<String, Object> kafka;
  private final Map<String, Object> properties;
  private final Semaphore free = new Semaphore(MOST, true);
  private final ConcurrentLinkedQueue<Consumer<byte[], byte[]>> idle =
      new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Admin admin;
  private volatile boolean closed;

  /**
   * @param kafka properties of the process
   */
  public Readers(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
    this.properties = properties(kafka);
  }

  private static Map<String, Object> properties(Map<String, Object> kafka) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    properties.putAll(kafka);
    properties.remove(CommonClientConfigs.GROUP_ID_CONFIG);
    properties.remove(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG);
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "sluice-http");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
    return properties;
  }

  /** A consumer of its own, that follows what is going to be written. */
  public Consumer<byte[], byte[]> open() {
    return open(properties);
  }

  /**
   * Like {@link #open}, and also for what is there already. When it is given another place, a fetch
   * that waits at the end of a topic is on its way still, and nothing comes before that is over.
   */
  Consumer<byte[], byte[]> openForPast() {
    Map<String, Object> impatient = new HashMap<>(properties);
    impatient.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_AT_END_MILLIS);
    return open(impatient);
  }

  private static Consumer<byte[], byte[]> open(Map<String, Object> properties) {
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The end of what is written in a partition, committed or not. */
  long written(TopicPartition at) {
    return WrittenEnd.of(admin(), at);
  }

  private Admin admin() {
    lock.lock();
    try {
      if (admin == null) {
        admin = Admin.create(kafka);
      }
      return admin;
    } finally {
      lock.unlock();
    }
  }

  /** What a question gets from a consumer. */
  public <T> T ask(Function<Consumer<byte[], byte[]>, T> question) {
    Consumer<byte[], byte[]> consumer = borrow();
    boolean sound = false;
    try {
      T answer = question.apply(consumer);
      sound = true;
      return answer;
    } finally {
      giveBack(consumer, sound);
    }
  }

  private Consumer<byte[], byte[]> borrow() {
    try {
      if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problems.soon(ProblemCode.BUSY, "all readers are in use; ask again").exception();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
    Consumer<byte[], byte[]> consumer = idle.poll();
    try {
      return consumer == null ? openForPast() : consumer;
    } catch (RuntimeException e) {
      free.release();
      throw e;
    }
  }

  private void giveBack(Consumer<byte[], byte[]> consumer, boolean sound) {
    if (sound && !closed) {
      idle.add(consumer);
    } else {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
    free.release();
  }

  @Override
  public void close() {
    closed = true;
    for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
    lock.lock();
    try {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    } finally {
      lock.unlock();
    }
  }
}
