package dev.sluice.http.source;

import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.problem.Problems;
import dev.sluice.records.Result;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where in the topic of results those of a batch are, and which records they are. */
record ResultTopic(String name, RecordCodec<Result> codec, int partitions) {

  private static final Logger log = LoggerFactory.getLogger(ResultTopic.class);

  /** By which brokers' clocks may differ. More would have a first page look at other batches. */
  private static final long CLOCKS_APART_MILLIS = 1_000;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  /** The partition of a batch. */
  TopicPartition partition(BatchLife batch) {
    return new TopicPartition(name, Partitions.of(batch.batchId(), partitions));
  }

  /**
   * The end of what is committed in the partition of a batch. The rows of a batch may say that it
   * has ended a moment before its last results are: they are waited for then.
   */
  long end(Readers readers, Consumer<byte[], byte[]> consumer, BatchLife batch) {
    TopicPartition at = partition(batch);
    long end = committed(consumer, at);
    if (!batch.endedOfLate()) {
      return end;
    }
    long written = readers.written(at);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (end < written) {
      if (System.nanoTime() > until) {
        throw Problems.soon(
                ProblemCode.BUSY, "the last results of the batch are not committed; ask again")
            .exception();
      }
      pause();
      end = committed(consumer, at);
    }
    return end;
  }

  private static long committed(Consumer<byte[], byte[]> consumer, TopicPartition at) {
    return consumer.endOffsets(Set.of(at)).get(at);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  /**
   * Where the first result of a batch is at the earliest.
   *
   * @param end of its partition
   */
  long start(Consumer<byte[], byte[]> consumer, BatchLife batch, long end) {
    TopicPartition at = partition(batch);
    long opened = batch.openedAt() / 1000 - CLOCKS_APART_MILLIS;
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(Map.of(at, Math.max(0, opened)));
    OffsetAndTimestamp first = found.get(at);
    return first == null ? end : first.offset();
  }

  /** The result in a record; null if it is none, none of the batch, or not the last of its task. */
  @Nullable Result of(ConsumerRecord<byte[], byte[]> record, BatchLife batch) {
    if (record.value() == null || !ofBatch(record.key(), batch.batchId())) {
      return null;
    }
    try {
      Result result = codec.decode(name, record.value());
      return batch.counts(result) ? result : null;
    } catch (UndecodableRecordException e) {
      log.warn("A record of {} at offset {} is no result", name, record.offset(), e);
      return null;
    }
  }

  private static boolean ofBatch(byte @Nullable [] key, String batchId) {
    int length = batchId.length(); // ids are ASCII
    return key != null
        && key.length > length + 1
        && key[length] == '/'
        && Arrays.equals(key, 0, length, batchId.getBytes(StandardCharsets.US_ASCII), 0, length);
  }
}
