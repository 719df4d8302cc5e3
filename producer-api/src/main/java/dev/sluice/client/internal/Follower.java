package dev.sluice.client.internal;

import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the results and summaries of all batches that a client follows, on one thread. Of each
 * batch only its own partition is read; a batch that has to be read from further back moves the
 * reader back, and the others skip what they have seen.
 */
final class Follower implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Follower.class);
  private static final long REGISTRY_PAUSE_MS = 1000;

  private final PacedReader reader;
  private final RecordCodec<Result> results;
  private final RecordCodec<Summary> summaries;
  private final String resultTopic;
  private final String summaryTopic;
  private final int partitions;
  private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
  private final FollowedBatches followed = new FollowedBatches();
  private final Set<FollowedBatch> touched = new HashSet<>();
  private final List<ReadUpTo> waiting = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Somebody waits until everything before these offsets was read. */
  private record ReadUpTo(
      FollowedBatch batch, Map<TopicPartition, Long> ends, CompletableFuture<Void> read) {}

  Follower(
      PacedReader reader,
      RecordCodec<Result> results,
      RecordCodec<Summary> summaries,
      Topics topics,
      int partitions) {
    this.reader = reader;
    this.results = results;
    this.summaries = summaries;
    this.resultTopic = topics.result();
    this.summaryTopic = topics.summary();
    this.partitions = partitions;
    this.thread = Thread.ofPlatform().name("sluice-follower").daemon().unstarted(this);
  }

  void start() {
    thread.start();
  }

  TopicPartition resultsOf(String batchId) {
    return new TopicPartition(resultTopic, Partitions.of(batchId, partitions));
  }

  TopicPartition summariesOf(String batchId) {
    return new TopicPartition(summaryTopic, Partitions.of(batchId, partitions));
  }

  /** Reads these partitions for the batch, each from its offset on. */
  void follow(FollowedBatch batch, Map<TopicPartition, Long> from) {
    request(() -> {
      Set<TopicPartition> known = partitionsOfAll();
      followed.add(batch);
      reader.hurry();
      reader.assign(partitionsOfAll());
      from.forEach((partition, offset) -> {
        if (!known.contains(partition) || reader.position(partition) > offset) {
          reader.seek(partition, offset);
        }
      });
    });
  }

  /** Completes, on the follower's thread, when everything before these offsets was read. */
  CompletableFuture<Void> whenRead(FollowedBatch batch, Map<TopicPartition, Long> ends) {
    CompletableFuture<Void> read = new CompletableFuture<>();
    request(() -> {
      if (followed.contains(batch)) {
        waiting.add(new ReadUpTo(batch, ends, read));
      } else {
        read.completeExceptionally(new KafkaException("the batch is not followed any more"));
      }
    });
    return read;
  }

  /** Reads the results of a batch once more, from the beginning. */
  void readAgain(FollowedBatch batch, TopicPartition results) {
    request(() -> {
      if (followed.contains(batch)) {
        batch.resultsFromTheBeginning();
        reader.hurry();
        reader.seek(results, 0);
      }
    });
  }

  /** Stops reading for this batch. */
  void forget(FollowedBatch batch) {
    request(() -> {
      waiting.removeIf(wait -> wait.batch() == batch);
      followed.remove(batch);
      if (!followed.isEmpty()) {
        // When nothing is left it stays assigned: that costs nothing while nobody polls, and the
        // next batch needs not to ask for the topics again.
        reader.assign(partitionsOfAll());
      }
    });
  }

  private Set<TopicPartition> partitionsOfAll() {
    Set<TopicPartition> needed = new HashSet<>();
    for (String batchId : followed.ids()) {
      needed.add(resultsOf(batchId));
      needed.add(summariesOf(batchId));
    }
    return needed;
  }

  private void request(Runnable request) {
    requests.add(request);
    reader.wakeup();
  }

  @Override
  public void run() {
    try (reader) {
      while (!closed) {
        try {
          turn();
        } catch (WakeupException e) {
          log.trace("woken up for a request");
        } catch (RuntimeException e) {
          log.warn("Following batches failed", e);
          failAll(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      failAll(new KafkaException("the client was closed"));
    }
  }

  private void turn() throws InterruptedException {
    if (followed.isEmpty()) {
      requests.take().run();
    }
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
    if (!followed.isEmpty()) {
      read();
    }
  }

  private void read() throws InterruptedException {
    var records = reader.poll();
    for (TopicPartition partition : records.partitions()) {
      RegistryUnavailableException outage = handOut(partition, records.records(partition));
      if (outage != null) {
        log.warn("Reading {} waits for the schema registry: {}", partition, outage.getMessage());
        Runnable request = requests.poll(REGISTRY_PAUSE_MS, TimeUnit.MILLISECONDS);
        if (request != null) {
          request.run();
        }
      }
    }
    List<ReadUpTo> read = waiting.stream().filter(this::isRead).toList();
    waiting.removeAll(read);
    read.forEach(wait -> wait.read().complete(null));
  }

  /** Hands out records until the registry is away; then the rest is read again. */
  private @Nullable RegistryUnavailableException handOut(
      TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
    boolean areResults = partition.topic().equals(resultTopic);
    try {
      for (ConsumerRecord<String, byte[]> record : records) {
        try {
          if (areResults) {
            result(record);
          } else {
            summary(record);
          }
        } catch (UndecodableRecordException e) {
          log.warn("Skipping {} at {}: {}", partition, record.offset(), e.getMessage());
        } catch (RegistryUnavailableException e) {
          reader.seek(partition, record.offset());
          return e;
        }
      }
      return null;
    } finally {
      touched.forEach(FollowedBatch::tellResults);
      touched.clear();
    }
  }

  private boolean isRead(ReadUpTo wait) {
    return wait.ends().entrySet().stream()
        .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
  }

  private void result(ConsumerRecord<String, byte[]> record) throws UndecodableRecordException {
    String key = record.key() == null ? "" : record.key();
    for (FollowedBatch batch : followed.ofResult(key)) {
      if (record.value() == null) {
        batch.resultForgotten(record.offset(), key.substring(key.indexOf('/') + 1));
      } else {
        Result result = results.decode(resultTopic, record.value());
        batch.resultArrived(record.offset(), result);
        touched.add(batch);
      }
    }
  }

  private void summary(ConsumerRecord<String, byte[]> record) throws UndecodableRecordException {
    for (FollowedBatch batch : followed.of(record.key() == null ? "" : record.key())) {
      if (record.value() == null) {
        batch.summaryForgotten(record.offset());
      } else {
        Summary summary = summaries.decode(summaryTopic, record.value());
        batch.summaryArrived(record.offset(), RecordsIn.summary(summary));
      }
    }
  }

  private void failAll(RuntimeException cause) {
    List<FollowedBatch> all = followed.removeAll();
    List<ReadUpTo> waits = List.copyOf(waiting);
    waiting.clear();
    all.forEach(batch -> batch.failed(cause));
    waits.forEach(wait -> wait.read().completeExceptionally(cause));
  }

  /** Stops the thread; what is followed fails. */
  @Override
  public void close() {
    closed = true;
    request(() -> log.trace("closing"));
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
