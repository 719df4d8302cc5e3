package dev.sluice.http.source;

import dev.sluice.client.TaskResult;
import dev.sluice.client.internal.RecordsIn;
import dev.sluice.records.Result;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All results of a batch that are recorded when the reading begins, in the order in which they
 * were, read while they are asked for: in memory there is one poll's worth. Has a consumer of its
 * own. For one thread.
 */
public final class ResultReading implements Iterator<Result>, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final ResultTopic topic;
  private final TopicPartition at;
  private final BatchLife batch;
  private final Predicate<Result> which;
  private final long start;
  private final long end;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private @Nullable Result next;
  private long offset = -1;

  private ResultReading(
      Readers readers,
      Consumer<byte[], byte[]> consumer,
      ResultTopic topic,
      BatchLife batch,
      Predicate<Result> which) {
    this.consumer = consumer;
    this.topic = topic;
    this.at = topic.partition(batch);
    this.batch = batch;
    this.which = which;
    consumer.assign(Set.of(at));
    this.end = topic.end(readers, consumer, batch);
    this.start = topic.start(consumer, batch, end);
    consumer.seek(at, start);
  }

  static ResultReading begin(
      Readers readers, ResultTopic topic, BatchLife batch, Predicate<Result> which) {
    Consumer<byte[], byte[]> consumer = readers.openForPast();
    try {
      return new ResultReading(readers, consumer, topic, batch, which);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && (polled.hasNext() || poll())) {
      look(polled.next());
    }
    return next != null;
  }

  private void look(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < end) {
      Result result = topic.of(record, batch);
      if (result != null && which.test(result)) {
        next = result;
        offset = record.offset();
      }
    }
  }

  /** Whether there are more records. */
  private boolean poll() {
    long until = System.nanoTime() + PATIENCE_NANOS;
    long position = consumer.position(at);
    while (position < end) {
      polled = consumer.poll(POLL).records(at).iterator();
      if (polled.hasNext()) {
        return true;
      }
      long now = consumer.position(at);
      if (now == position && System.nanoTime() > until) {
        throw new TimeoutException("no results come from %s at offset %d".formatted(at, position));
      }
      position = now;
    }
    return false;
  }

  @Override
  public Result next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Result result = Objects.requireNonNull(next);
    next = null;
    return result;
  }

  /** Where the result is that was found last. */
  long offset() {
    return offset;
  }

  /** How many records are looked at, at the most, those of other batches too. */
  long records() {
    return end - start;
  }

  /** The results as an application sees them; closing the stream closes the reading. */
  public Stream<TaskResult> results() {
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, kind), false)
        .map(RecordsIn::result)
        .onClose(this::close);
  }

  @Override
  public void close() {
    // also after it was closed with its stream
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
