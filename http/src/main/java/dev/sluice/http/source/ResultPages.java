package dev.sluice.http.source;

import dev.sluice.core.ledger.row.Life;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.view.BatchView;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the results of a batch out of their topic, a page at a time: from where the batch began, in
 * the order in which they were recorded. The work of a page is bounded by what it looks at, which
 * are the results of other batches of the partition as well.
 */
public final class ResultPages implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ResultPages.class);

  private static final int MOST_LOOKS = 20_000;
  private static final long MOST_MILLIS = 5_000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long CLOCKS_APART_MILLIS = 1_000;

  private final Readers readers;
  private final String topic;
  private final RecordCodec<Result> codec;
  private final int partitions;

  public ResultPages(Readers readers, String topic, RecordCodec<Result> codec, int partitions) {
    this.readers = readers;
    this.topic = topic;
    this.codec = codec;
    this.partitions = partitions;
  }

  /**
   * Some results.
   *
   * @param next the offset to go on at; null: there were no more
   */
  public record Found(List<Result> results, @Nullable Long next) {

    public Found {
      results = List.copyOf(results);
    }
  }

  /**
   * The next results of a batch. Of a task that ran in several rounds the last one counts.
   *
   * @param from an offset; null: from where the batch began
   */
  public Found page(BatchView batch, Predicate<Result> which, @Nullable Long from, int limit) {
    int partition = Partitions.of(batch.batchId(), partitions);
    var at = new TopicPartition(topic, partition);
    return readers.ask(consumer -> read(consumer, at, batch, which, from, limit));
  }

  private Found read(
      Consumer<byte[], byte[]> consumer,
      TopicPartition at,
      BatchView batch,
      Predicate<Result> which,
      @Nullable Long from,
      int limit) {
    consumer.assign(Set.of(at));
    long end = consumer.endOffsets(Set.of(at)).get(at);
    Long start = from == null ? Long.valueOf(start(consumer, at, batch, end)) : from;
    consumer.seek(at, start);
    byte[] prefix = (batch.batchId() + "/").getBytes(StandardCharsets.UTF_8);
    List<Result> results = new ArrayList<>();
    long position = start;
    int looked = 0;
    long until = System.nanoTime() + Duration.ofMillis(MOST_MILLIS).toNanos();
    while (position < end && looked < MOST_LOOKS && System.nanoTime() < until) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(at)) {
        if (record.offset() >= end) {
          return new Found(results, null);
        }
        looked++;
        Result result = ofBatch(record, prefix) ? decoded(record) : null;
        if (result != null && counts(result, batch.header().life()) && which.test(result)) {
          results.add(result);
          if (results.size() == limit) {
            return new Found(results, record.offset() + 1 < end ? record.offset() + 1 : null);
          }
        }
      }
      position = consumer.position(at);
    }
    return new Found(results, position < end ? position : null);
  }

  private static long start(
      Consumer<byte[], byte[]> consumer, TopicPartition at, BatchView batch, long end) {
    long opened = batch.header().life().openedAt() / 1000 - CLOCKS_APART_MILLIS;
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(Map.of(at, Math.max(0, opened)));
    OffsetAndTimestamp first = found.get(at);
    return first == null ? end : first.offset();
  }

  private static boolean ofBatch(ConsumerRecord<byte[], byte[]> record, byte[] prefix) {
    byte[] key = record.key();
    return record.value() != null
        && key != null
        && key.length > prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** What ended otherwise in an earlier round runs again, or did. */
  private static boolean counts(Result result, Life life) {
    return result.getStatus() == TaskStatus.SUCCEEDED
        || result.getStatus() == TaskStatus.REJECTED
        || result.getRound() >= life.round();
  }

  private @Nullable Result decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.decode(topic, record.value());
    } catch (UndecodableRecordException e) {
      log.warn("A record of {} at offset {} is no result", topic, record.offset(), e);
      return null;
    }
  }

  @Override
  public void close() {
    readers.close();
  }
}
