package dev.sluice.core.summary;

import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many tasks ended when: buckets of equal width from the first end to the last. Widths are
 * {@value #NARROWEST_MICROS} microseconds times a power of two, and buckets begin at multiples of
 * their width since the epoch; the width is the least with which {@value #MOST_BUCKETS} buckets are
 * enough. So it depends on the first and the last end alone: the same results give the same
 * buckets, in whatever order they come, and two narrow buckets always make one that is twice as
 * wide.
 */
public final class Timeline {

  /** No timeline has more buckets. */
  public static final int MOST_BUCKETS = 100;

  /** The width that every timeline begins with. */
  public static final long NARROWEST_MICROS = 1000;

  private static final int KINDS = 3;
  private static final int SUCCEEDED = 0;
  private static final int FAILED = 1;
  private static final int NOT_RUN = 2;

  private final long[] counts = new long[MOST_BUCKETS * KINDS];
  private long width = NARROWEST_MICROS;
  private long first;
  private int size;

  Timeline() {}

  /**
   * What ended in a span of time.
   *
   * @param startAt its first moment, in microseconds since the epoch
   * @param failed failed, timed out and rejected
   * @param notRun cancelled and skipped
   */
  public record Bucket(long startAt, long lengthMicros, long succeeded, long failed, long notRun) {

    public Bucket {
      if (lengthMicros < 1) {
        throw new IllegalArgumentException("lengthMicros must be positive, was " + lengthMicros);
      }
    }

    public long total() {
      return succeeded + failed + notRun;
    }
  }

  /**
   * The timeline that gave these buckets.
   *
   * @throws IllegalArgumentException if no timeline gives such buckets
   */
  public static Timeline of(List<Bucket> buckets) {
    var timeline = new Timeline();
    for (Bucket bucket : buckets) {
      timeline.add(bucket);
    }
    return timeline;
  }

  /** Every bucket from the first end to the last, empty ones too. */
  public List<Bucket> buckets() {
    List<Bucket> buckets = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      int at = i * KINDS;
      buckets.add(
          new Bucket(
              (first + i) * width,
              width,
              counts[at + SUCCEEDED],
              counts[at + FAILED],
              counts[at + NOT_RUN]));
    }
    return buckets;
  }

  /** Adds an end; 0 is no time. */
  void add(long at, TaskStatus status) {
    if (at > 0) {
      counts[place(at) + kind(status)]++;
    }
  }

  /** Takes back an end that was added before. The span stays. */
  void remove(long at, TaskStatus status) {
    long bucket = at / width - first;
    if (at > 0 && bucket >= 0 && bucket < size) {
      int place = (int) bucket * KINDS + kind(status);
      counts[place] = Math.max(0, counts[place] - 1);
    }
  }

  /** Adds everything that the other one holds. */
  public void add(Timeline other) {
    other.buckets().forEach(this::add);
  }

  private void add(Bucket bucket) {
    long doublings = bucket.lengthMicros() / NARROWEST_MICROS;
    if (bucket.lengthMicros() % NARROWEST_MICROS != 0
        || Long.bitCount(doublings) != 1
        || bucket.startAt() < 0
        || bucket.startAt() % bucket.lengthMicros() != 0) {
      throw new IllegalArgumentException("no timeline has a bucket like " + bucket);
    }
    while (width < bucket.lengthMicros()) {
      widen();
    }
    int place = place(bucket.startAt());
    counts[place + SUCCEEDED] += bucket.succeeded();
    counts[place + FAILED] += bucket.failed();
    counts[place + NOT_RUN] += bucket.notRun();
  }

  /** Where the counts of the bucket of this time are; makes room for it. */
  private int place(long at) {
    if (size == 0) {
      first = at / width;
      size = 1;
    }
    while (Math.max(first + size - 1, at / width) - Math.min(first, at / width) >= MOST_BUCKETS) {
      widen();
    }
    long bucket = at / width;
    if (bucket < first) {
      int shift = (int) (first - bucket);
      System.arraycopy(counts, 0, counts, shift * KINDS, size * KINDS);
      Arrays.fill(counts, 0, shift * KINDS, 0);
      first = bucket;
      size += shift;
    }
    size = (int) Math.max(size, bucket - first + 1);
    return (int) (bucket - first) * KINDS;
  }

  private void widen() {
    width *= 2;
    long widened = first / 2;
    for (int i = 0; i < size; i++) {
      int to = (int) ((first + i) / 2 - widened) * KINDS;
      for (int kind = 0; kind < KINDS; kind++) {
        long count = counts[i * KINDS + kind];
        counts[i * KINDS + kind] = 0;
        counts[to + kind] += count;
      }
    }
    size = size == 0 ? 0 : (int) ((first + size - 1) / 2 - widened) + 1;
    first = widened;
  }

  private static int kind(TaskStatus status) {
    return switch (status) {
      case SUCCEEDED -> SUCCEEDED;
      case FAILED, TIMED_OUT, REJECTED -> FAILED;
      case CANCELLED, SKIPPED, PENDING, QUEUED, RELEASED, RUNNING -> NOT_RUN;
    };
  }

  void write(RowOutput out) {
    out.number(size);
    if (size > 0) {
      out.number(Long.numberOfTrailingZeros(width / NARROWEST_MICROS));
      out.number(first);
      for (int i = 0; i < size * KINDS; i++) {
        out.number(counts[i]);
      }
    }
  }

  static Timeline read(RowInput in) {
    var read = new Timeline();
    read.size = (int) in.number();
    if (read.size > 0) {
      read.width = NARROWEST_MICROS << in.number();
      read.first = in.number();
      for (int i = 0; i < read.size * KINDS; i++) {
        read.counts[i] = in.number();
      }
    }
    return read;
  }
}
