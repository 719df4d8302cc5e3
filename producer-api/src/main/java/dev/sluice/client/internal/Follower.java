package dev.sluice.client.internal;

import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the results and summaries of all batches that a client follows, on one thread. Of each
 * batch only its own partition is read; a batch that has to be read from further back moves the
 * reader back, and the others skip what they have seen.
 */
final class Follower implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final long REGISTRY_PAUSE_MS = 1000;

  private final Consumer<String, byte[]> consumer;
  private final RecordCodec<Result> results;
  private final RecordCodec<Summary> summaries;
  private final Topics topics;
  private final int partitions;
  private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
  private final Map<String, List<FollowedBatch>> followed = new HashMap<>();
  private final List<ReadUpTo> waiting = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Somebody waits until everything before these offsets was read. */
  private record ReadUpTo(
      FollowedBatch batch, Map<TopicPartition, Long> ends, CompletableFuture<Void> read) {}

  Follower(
      Consumer<String, byte[]> consumer,
      RecordCodec<Result> results,
      RecordCodec<Summary> summaries,
      Topics topics,
      int partitions) {
    this.consumer = consumer;
    this.results = results;
    this.summaries = summaries;
    this.topics = topics;
    this.partitions = partitions;
    this.thread = Thread.ofPlatform().name("sluice-follower").daemon().unstarted(this);
  }

  void start() {
    thread.start();
  }

  TopicPartition resultsOf(String batchId) {
    return new TopicPartition(topics.result(), Partitions.of(batchId, partitions));
  }

  TopicPartition summariesOf(String batchId) {
    return new TopicPartition(topics.summary(), Partitions.of(batchId, partitions));
  }

  /** Reads these partitions for the batch, each from its offset on. */
  void follow(FollowedBatch batch, Map<TopicPartition, Long> from) {
    request(() -> {
      followed.computeIfAbsent(batch.batchId(), id -> new ArrayList<>()).add(batch);
      Set<TopicPartition> assigned = new HashSet<>(consumer.assignment());
      Set<TopicPartition> known = Set.copyOf(assigned);
      assigned.addAll(from.keySet());
      consumer.assign(assigned);
      from.forEach((partition, offset) -> {
        if (!known.contains(partition) || consumer.position(partition) > offset) {
          consumer.seek(partition, offset);
        }
      });
    });
  }

  /** Completes, on the follower's thread, when everything before these offsets was read. */
  CompletableFuture<Void> whenRead(FollowedBatch batch, Map<TopicPartition, Long> ends) {
    CompletableFuture<Void> read = new CompletableFuture<>();
    request(() -> {
      if (follows(batch)) {
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
      if (follows(batch)) {
        batch.resultsFromTheBeginning();
        consumer.seek(results, 0);
      }
    });
  }

  private boolean follows(FollowedBatch batch) {
    return followed.getOrDefault(batch.batchId(), List.of()).contains(batch);
  }

  /** Stops reading for this batch. */
  void forget(FollowedBatch batch) {
    request(() -> {
      waiting.removeIf(wait -> wait.batch() == batch);
      List<FollowedBatch> handles = followed.get(batch.batchId());
      if (handles != null && handles.remove(batch) && handles.isEmpty()) {
        followed.remove(batch.batchId());
        assignWhatIsFollowed();
      }
    });
  }

  private void assignWhatIsFollowed() {
    Set<TopicPartition> needed = new HashSet<>();
    for (String batchId : followed.keySet()) {
      needed.add(resultsOf(batchId));
      needed.add(summariesOf(batchId));
    }
    consumer.assign(needed);
  }

  private void request(Runnable request) {
    requests.add(request);
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
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
    if (consumer.assignment().isEmpty()) {
      requests.take().run();
    }
    for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
      request.run();
    }
    if (!consumer.assignment().isEmpty()) {
      read();
    }
  }

  private void read() throws InterruptedException {
    var records = consumer.poll(POLL);
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
        try {
          handOut(record);
        } catch (RegistryUnavailableException e) {
          log.warn("Reading {} waits for the schema registry: {}", partition, e.getMessage());
          consumer.seek(partition, record.offset());
          Runnable request = requests.poll(REGISTRY_PAUSE_MS, TimeUnit.MILLISECONDS);
          if (request != null) {
            request.run();
          }
          break;
        }
      }
    }
    List<ReadUpTo> read = waiting.stream().filter(this::isRead).toList();
    waiting.removeAll(read);
    read.forEach(wait -> wait.read().complete(null));
  }

  private boolean isRead(ReadUpTo wait) {
    return wait.ends().entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void handOut(ConsumerRecord<String, byte[]> record) {
    String key = record.key() == null ? "" : record.key();
    boolean isResult = record.topic().equals(topics.result());
    int slash = isResult ? key.indexOf('/') : key.length();
    List<FollowedBatch> handles = followed.get(key.substring(0, Math.max(slash, 0)));
    if (handles == null) {
      return;
    }
    try {
      for (FollowedBatch batch : List.copyOf(handles)) {
        if (isResult) {
          result(batch, key.substring(slash + 1), record);
        } else {
          summary(batch, record);
        }
      }
    } catch (UndecodableRecordException e) {
      log.warn(
          "Skipping {}-{} at {}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private void result(FollowedBatch batch, String taskId, ConsumerRecord<String, byte[]> record)
      throws UndecodableRecordException {
    if (record.value() == null) {
      batch.resultForgotten(record.offset(), taskId);
    } else {
      Result result = results.decode(record.topic(), record.value());
      batch.resultArrived(record.offset(), RecordsIn.result(result));
    }
  }

  private void summary(FollowedBatch batch, ConsumerRecord<String, byte[]> record)
      throws UndecodableRecordException {
    if (record.value() == null) {
      batch.summaryForgotten(record.offset());
    } else {
      Summary summary = summaries.decode(record.topic(), record.value());
      batch.summaryArrived(record.offset(), RecordsIn.summary(summary));
    }
  }

  private void failAll(RuntimeException cause) {
    List<FollowedBatch> all = followed.values().stream().flatMap(List::stream).toList();
    List<ReadUpTo> waits = List.copyOf(waiting);
    followed.clear();
    waiting.clear();
    all.forEach(batch -> batch.failed(cause));
    waits.forEach(wait -> wait.read().completeExceptionally(cause));
    if (!closed) {
      consumer.assign(Set.of());
    }
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
