package dev.sluice.worker.transport.share;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.internals.Deserializers;
import org.apache.kafka.clients.consumer.internals.ShareCompletedFetch;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.clients.consumer.internals.ShareInFlightBatch;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What brokers have answered a share consumer, partition by partition, each whole. A poll of
 * kafka-clients 4.3 hands out no more records than it asks for and leaves the others in the client,
 * locked; and where two answers about a partition have come it forgets the marks of transactions in
 * the second. Nobody acknowledges those, so the partition goes no further than so many records
 * beyond them until their locks run out. Used by the thread that owns the consumer.
 */
final class Answers {

  private final Object buffer;
  private final Object collector;
  private final Object deserializers;
  private final Field begun;
  private final Field partition;
  private final Method first;
  private final Method removeFirst;
  private final Method await;
  private final Method open;
  private final Method read;
  private final Method close;

  /**
   * @param delegate of the share consumer
   */
  Answers(Object delegate) throws ReflectiveOperationException {
    buffer = Internals.read(delegate, "fetchBuffer");
    collector = Internals.read(delegate, "fetchCollector");
    deserializers = Internals.read(collector, "deserializers");
    begun = Internals.field(buffer.getClass(), "nextInLineFetch");
    partition = Internals.field(ShareCompletedFetch.class, "partition");
    first = Internals.method(buffer.getClass(), "peek");
    removeFirst = Internals.method(buffer.getClass(), "poll");
    await = Internals.method(buffer.getClass(), "awaitNotEmpty", Timer.class);
    open = Internals.method(collector.getClass(), "initialize", ShareCompletedFetch.class);
    read =
        Internals.method(
            ShareCompletedFetch.class,
            "fetchRecords",
            Deserializers.class,
            int.class,
            boolean.class);
    close = Internals.method(ShareCompletedFetch.class, "drain");
  }

  /** Whether something has come, be it only marks of transactions. */
  boolean any() {
    return begun() != null || Internals.call(first, buffer) != null;
  }

  /** Waits until something has come. */
  void await(Duration most) {
    Internals.call(await, buffer, Time.SYSTEM.timer(most));
  }

  /**
   * All that has come of one partition; empty where nothing has come.
   *
   * @throws RuntimeException if the answer is an error, which is told once
   */
  Optional<ShareFetch<byte[], byte[]>> next() {
    while (any()) {
      ShareCompletedFetch answer = begun();
      if (answer == null) {
        var unread = (ShareCompletedFetch) Internals.call(removeFirst, buffer);
        answer = (ShareCompletedFetch) Internals.call(open, collector, unread);
        Internals.set(begun, buffer, answer);
      }
      if (answer != null) {
        ShareInFlightBatch<byte[], byte[]> all = readAll(answer);
        if (!all.isEmpty()) {
          ShareFetch<byte[], byte[]> fetch = ShareFetch.empty();
          fetch.add((TopicIdPartition) Internals.value(partition, answer), all);
          return Optional.of(fetch);
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable ShareCompletedFetch begun() {
    var answer = (ShareCompletedFetch) Internals.value(begun, buffer);
    return answer == null || answer.isConsumed() ? null : answer;
  }

  @SuppressWarnings("unchecked")
  private ShareInFlightBatch<byte[], byte[]> readAll(ShareCompletedFetch answer) {
    var all =
        (ShareInFlightBatch<byte[], byte[]>)
            Internals.call(read, answer, deserializers, Integer.MAX_VALUE, true);
    if (all.getException() != null) {
      throw all.getException().cause();
    }
    if (!all.hasCachedException()) {
      Internals.call(close, answer);
    }
    return all;
  }
}
