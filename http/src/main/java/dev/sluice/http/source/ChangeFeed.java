package dev.sluice.http.source;

import dev.sluice.http.json.Body;
import dev.sluice.http.json.Json;
import dev.sluice.records.Counts;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.scheduler.view.WorkerPresence;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows results and summaries of all batches, and the workers, from the first reader on, with one
 * consumer and one thread for all readers. After an outage it begins a new epoch, so that nobody
 * takes a gap for silence.
 */
public final class ChangeFeed implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

  private static final int MOST_KEPT = 10_000;
  private static final Duration POLL = Duration.ofMillis(500);

  /** Of what is about no batch, and so is told only to those who follow all. */
  private static final String NO_BATCH = "";

  private final Readers readers;
  private final String resultTopic;
  private final RecordCodec<Result> results;
  private final String summaryTopic;
  private final RecordCodec<Summary> summaries;
  private final Supplier<Optional<Map<String, WorkerPresence>>> workers;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Epoch epoch;
  private boolean closed;

  public ChangeFeed(
      Readers readers,
      String resultTopic,
      RecordCodec<Result> results,
      String summaryTopic,
      RecordCodec<Summary> summaries,
      Supplier<Optional<Map<String, WorkerPresence>>> workers) {
    this.readers = readers;
    this.resultTopic = resultTopic;
    this.results = results;
    this.summaryTopic = summaryTopic;
    this.summaries = summaries;
    this.workers = workers;
  }

  /** A time without gaps. */
  record Epoch(String name, ChangeLog changes, Consumer<byte[], byte[]> consumer) {}

  /** The epoch of now; it follows what is recorded from this moment on at the latest. */
  Epoch epoch() {
    lock.lock();
    try {
      Epoch now = epoch;
      if (closed) {
        throw new IllegalStateException("the feed is closed");
      }
      if (now == null) {
        now = begin();
        epoch = now;
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  private Epoch begin() {
    Consumer<byte[], byte[]> consumer = readers.open();
    try {
      List<TopicPartition> all =
          Stream.of(resultTopic, summaryTopic)
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToEnd(all);
      all.forEach(consumer::position); // seeks now, not with the first poll
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Epoch begun = new Epoch(name, new ChangeLog(MOST_KEPT), consumer);
    Thread.ofPlatform().daemon().name("sluice-http-changes").start(() -> follow(begun));
    return begun;
  }

  private void follow(Epoch now) {
    var workerChanges = new WorkerChanges();
    try (Consumer<byte[], byte[]> consumer = now.consumer()) {
      while (!over(now)) {
        workerChanges
            .since(workers.get())
            .forEach(change -> now.changes().add("worker", NO_BATCH, Json.text(change)));
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record, now.changes());
        }
      }
    } catch (WakeupException e) {
      log.debug("The feed of changes ends");
    } catch (KafkaException e) {
      log.warn("Changes can't be followed; streams begin anew: {}", e.toString());
    } finally {
      end(now);
    }
  }

  private boolean over(Epoch now) {
    lock.lock();
    try {
      return closed || !now.equals(epoch);
    } finally {
      lock.unlock();
    }
  }

  private void end(Epoch now) {
    lock.lock();
    try {
      if (now.equals(epoch)) {
        epoch = null;
      }
    } finally {
      lock.unlock();
    }
    now.changes().close();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, ChangeLog changes) {
    if (record.value() == null) {
      cleared(record, changes);
      return;
    }
    try {
      if (record.topic().equals(resultTopic)) {
        Result result = results.decode(resultTopic, record.value());
        changes.add("task", result.getBatchId(), Json.text(task(result)));
      } else {
        Summary summary = summaries.decode(summaryTopic, record.value());
        changes.add("batch", summary.getBatchId(), Json.text(batch(summary)));
      }
    } catch (UndecodableRecordException e) {
      log.debug("A record of {} at {} is skipped", record.topic(), record.offset(), e);
    }
  }

  /** A batch of which nothing is kept any more; that its results go is no news then. */
  private void cleared(ConsumerRecord<byte[], byte[]> record, ChangeLog changes) {
    if (record.topic().equals(summaryTopic) && record.key() != null) {
      String batchId = new String(record.key(), StandardCharsets.UTF_8);
      changes.add("cleared", batchId, Json.text(new Body().with("batchId", batchId)));
    }
  }

  private static Body task(Result result) {
    return new Body()
        .with("batchId", result.getBatchId())
        .with("taskId", result.getTaskId())
        .with("round", result.getRound())
        .with("status", result.getStatus().name())
        .with("reason", result.getReason())
        .with("finishedAt", result.getFinishedAt());
  }

  private static Body batch(Summary summary) {
    Counts counts = summary.getCounts();
    return new Body()
        .with("batchId", summary.getBatchId())
        .with("round", summary.getRound())
        .with("status", summary.getStatus().name())
        .with("reason", summary.getReason())
        .with("expectedTasks", summary.getExpectedTasks())
        .with("ended", counts.getTotal())
        .with("succeeded", counts.getSucceeded())
        .with("failed", counts.getFailed())
        .with("timedOut", counts.getTimedOut())
        .with("cancelled", counts.getCancelled())
        .with("skipped", counts.getSkipped())
        .with("rejected", counts.getRejected())
        .with("finishedAt", summary.getFinishedAt());
  }

  @Override
  public void close() {
    Epoch last;
    lock.lock();
    try {
      closed = true;
      last = epoch;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      last.changes().close();
      last.consumer().wakeup();
    }
  }

  /** A reader's place. */
  public Reading from(@Nullable String lastEventId) {
    return Reading.at(this, lastEventId);
  }
}
