package dev.sluice.client.internal;

import dev.sluice.records.Answer;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads answers, on one thread, while somebody waits for one. A client that never commands anything
 * has neither the thread nor the consumer.
 */
final class AnswerReader implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AnswerReader.class);
  private static final long REGISTRY_PAUSE_MS = 1000;
  private static final long CLOSE_WITHIN_MS = 10_000;

  private final Supplier<PacedReader> readers;
  private final RecordCodec<Answer> answers;
  private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
  private final Map<String, Expected> expected = new HashMap<>();
  private volatile @Nullable PacedReader reader;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /** Somebody waits for an answer from this partition. */
  private record Expected(TopicPartition partition, CompletableFuture<Answer> answer) {}

  /**
   * @param readers makes the reader when the first answer is expected
   */
  AnswerReader(Supplier<PacedReader> readers, RecordCodec<Answer> answers) {
    this.readers = readers;
    this.answers = answers;
  }

  /**
   * The answer to a request that is going to be made.
   *
   * @param from where the partition ended before the request
   */
  synchronized CompletableFuture<Answer> expect(
      String requestId, TopicPartition partition, long from) {
    if (closed) {
      throw new IllegalStateException("the client is closed");
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    request(() -> begin(requestId, new Expected(partition, answer), from));
    return answer;
  }

  /** Nobody waits for this answer any more. */
  void forget(String requestId) {
    request(() -> expected.remove(requestId));
  }

  private synchronized void request(Runnable request) {
    requests.add(request);
    PacedReader reading = reader;
    if (reading != null) {
      reading.wakeup();
    }
    if (thread == null) {
      thread = Thread.ofPlatform().name("sluice-answers").daemon().start(this);
    }
  }

  @Override
  public void run() {
    try (PacedReader reading = readers.get()) {
      reader = reading;
      while (!closed) {
        try {
          turn(reading);
        } catch (WakeupException e) {
          log.trace("woken up for a request");
        } catch (RuntimeException e) {
          log.debug("Answers can't be read", e);
          failAll(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      requests.forEach(Runnable::run);
      failAll(new KafkaException("the client was closed"));
    }
  }

  private void turn(PacedReader reading) throws InterruptedException {
    if (expected.isEmpty()) {
      requests.take().run();
    }
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
    if (!expected.isEmpty()) {
      read(reading);
    }
  }

  private void begin(String requestId, Expected begun, long from) {
    PacedReader reading = reader;
    Set<TopicPartition> known = partitions();
    expected.put(requestId, begun);
    if (reading == null || closed) {
      return;
    }
    reading.hurry();
    reading.assign(partitions());
    if (!known.contains(begun.partition()) || reading.position(begun.partition()) > from) {
      reading.seek(begun.partition(), from);
    }
  }

  private Set<TopicPartition> partitions() {
    Set<TopicPartition> all = new HashSet<>();
    expected.values().forEach(each -> all.add(each.partition()));
    return all;
  }

  private void read(PacedReader reading) throws InterruptedException {
    var records = reading.poll();
    for (TopicPartition partition : records.partitions()) {
      RegistryUnavailableException outage = handOut(reading, partition, records.records(partition));
      if (outage != null) {
        log.warn("Reading {} waits for the schema registry: {}", partition, outage.getMessage());
        Runnable request = requests.poll(REGISTRY_PAUSE_MS, TimeUnit.MILLISECONDS);
        if (request != null) {
          request.run();
        }
      }
    }
  }

  /** Hands out answers until the registry is away; then the rest is read again. */
  private @Nullable RegistryUnavailableException handOut(
      PacedReader reading, TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        handOut(record);
      } catch (UndecodableRecordException e) {
        log.warn("Skipping {} at {}: {}", partition, record.offset(), e.getMessage());
      } catch (RegistryUnavailableException e) {
        reading.seek(partition, record.offset());
        return e;
      }
    }
    return null;
  }

  private void handOut(ConsumerRecord<String, byte[]> record) throws UndecodableRecordException {
    if (record.value() != null) {
      Answer answer = answers.decode(record.topic(), record.value());
      Expected waiting = expected.remove(answer.getRequestId());
      if (waiting != null) {
        waiting.answer().complete(answer);
      }
    }
  }

  private void failAll(RuntimeException cause) {
    List<Expected> all = List.copyOf(expected.values());
    expected.clear();
    all.forEach(each -> each.answer().completeExceptionally(cause));
  }

  /** Stops the thread; who waits fails. */
  @Override
  public void close() {
    Thread reading;
    synchronized (this) {
      reading = thread;
      boolean first = !closed;
      closed = true; // before the request that ends the wait for requests
      if (reading != null && first) {
        request(() -> log.trace("closing"));
      }
    }
    if (reading != null) {
      try {
        reading.join(CLOSE_WITHIN_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
