package dev.sluice.http.source;

import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.http.source.ResultSort.Place;
import dev.sluice.records.Result;
import dev.sluice.schemas.serde.RecordCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the results of a batch out of their topic, from where the batch began. A page in the order
 * in which they were recorded looks at a bounded number of records, which are the results of other
 * batches of the partition as well; a page in another order looks at all results of the batch, if
 * these are not too many.
 */
public final class ResultPages implements AutoCloseable {

  /** Of a batch with more results there is no page but in the order in which they were recorded. */
  public static final int MOST_SORTED = 200_000;

  /** Outputs have up to 256 KiB: a page of large ones ends before its limit. */
  private static final long MOST_PAGE_BYTES = 8L * 1024 * 1024;

  private static final int MOST_SORTED_PAGE = 100;
  private static final int MOST_LOOKS = 20_000;
  private static final int MOST_SORTED_LOOKS = 2_000_000;
  private static final long MOST_MILLIS = 5_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private final Readers readers;
  private final ResultTopic topic;

  public ResultPages(Readers readers, String topic, RecordCodec<Result> codec, int partitions) {
    this.readers = readers;
    this.topic = new ResultTopic(topic, codec, partitions);
  }

  /**
   * Some results.
   *
   * @param next where to go on; null: there were no more
   */
  public record Found(List<Result> results, @Nullable String next) {

    public Found {
      results = List.copyOf(results);
    }
  }

  /** All results of a batch, one by one. Of a task that ran in several rounds the last one. */
  public ResultReading read(BatchLife batch, Predicate<Result> which) {
    return ResultReading.begin(readers, topic, batch, which);
  }

  /**
   * The next results of a batch in the order in which they were recorded. Of a task that ran in
   * several rounds the last one counts.
   *
   * @param place where to go on; null: from where the batch began
   */
  public Found page(BatchLife batch, Predicate<Result> which, @Nullable String place, int limit) {
    Long from = place == null ? null : Long.valueOf(place);
    return readers.ask(consumer -> read(consumer, batch, which, from, limit));
  }

  private Found read(
      Consumer<byte[], byte[]> consumer,
      BatchLife batch,
      Predicate<Result> which,
      @Nullable Long from,
      int limit) {
    TopicPartition at = topic.partition(batch);
    consumer.assign(Set.of(at));
    long end = topic.end(readers, consumer, batch);
    long position = from == null ? topic.start(consumer, batch, end) : from;
    consumer.seek(at, position);
    List<Result> results = new ArrayList<>();
    int looked = 0;
    long bytes = 0;
    long until = System.nanoTime() + Duration.ofMillis(MOST_MILLIS).toNanos();
    while (position < end && looked < MOST_LOOKS && System.nanoTime() < until) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(at)) {
        if (record.offset() >= end) {
          return new Found(results, null);
        }
        looked++;
        Result result = topic.of(record, batch);
        if (result != null && which.test(result)) {
          results.add(result);
          bytes += record.serializedValueSize();
          if (results.size() == limit || bytes > MOST_PAGE_BYTES) {
            return found(results, record.offset() + 1, end);
          }
        }
      }
      position = consumer.position(at);
    }
    return found(results, position, end);
  }

  private static Found found(List<Result> results, long position, long end) {
    return new Found(results, position < end ? Long.toString(position) : null);
  }

  /** Like {@link #page}, and also in another order: with each page all results are read anew. */
  public Found sorted(
      BatchLife batch,
      Predicate<Result> which,
      ResultSort sort,
      @Nullable String place,
      int limit) {
    int most = Math.min(limit, MOST_SORTED_PAGE);
    var page = new SortedResults(sort, place == null ? null : Place.of(place), most);
    try (ResultReading reading = read(batch, result -> true)) {
      for (int found = 0; reading.hasNext(); found++) {
        if (found == MOST_SORTED || reading.records() > MOST_SORTED_LOOKS) {
          throw tooMany();
        }
        Result result = reading.next();
        if (which.test(result)) {
          page.offer(result, reading.offset());
        }
      }
    }
    return page.page();
  }

  /** What ends a request for too many results in another order. */
  public static RuntimeException tooMany() {
    return Problem.of(
            ProblemCode.TOO_MANY_TO_SORT,
            "only up to %d results are sorted, of a batch since whose beginning no more than %d"
                    .formatted(MOST_SORTED, MOST_SORTED_LOOKS)
                + " of all batches were recorded; leave sort out, take the slowest tasks from the"
                + " report, or sort an export")
        .exception();
  }

  @Override
  public void close() {
    readers.close();
  }
}
