package dev.sluice.core.summary;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A distribution of durations in microseconds, exact below 256 and within 1% above, up to 30 days.
 * Keeps only buckets that hold something, with the same bounds as an HdrHistogram of two
 * significant digits, because it is written to a row with every result.
 */
public final class DurationTally {

  /** Longer durations are counted as this. */
  public static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(30);

  private static final int SIGNIFICANT_DIGITS = 2;
  private static final int SUB_BUCKET_BITS = 8;

  /** Buckets of one width, but for the first twice as many. */
  private static final long HALF = 1L << (SUB_BUCKET_BITS - 1);

  /** Rows of tallies up to this version have floors for buckets. */
  private static final int BY_FLOOR = 2;

  private long[] floors = new long[8];
  private long[] counts = new long[8];
  private int size;
  private long longest;

  /** A tally of nothing. */
  public DurationTally() {}

  /**
   * The tally behind a histogram of {@link #compressedHistogram}.
   *
   * @param longest the longest duration, which the histogram does not tell exactly
   * @throws IllegalArgumentException if the bytes are no such histogram
   */
  public static DurationTally ofHistogram(byte[] compressed, long longest) {
    var tally = new DurationTally();
    if (compressed.length == 0) {
      return tally;
    }
    try {
      Histogram histogram =
          Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed), LONGEST_MICROS);
      for (HistogramIterationValue value : histogram.recordedValues()) {
        long floor = floor(histogram.lowestEquivalentValue(value.getValueIteratedTo()));
        tally.change(floor, value.getCountAtValueIteratedTo());
      }
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("no compressed HdrHistogram: " + e.getMessage(), e);
    }
    tally.longest = tally.size == 0 ? 0 : longest;
    return tally;
  }

  public long count() {
    long count = 0;
    for (int i = 0; i < size; i++) {
      count += counts[i];
    }
    return count;
  }

  /** The longest duration ever added, exact. */
  public long max() {
    return longest;
  }

  /** The duration that this percentage of all did not exceed; 0 without any. */
  public long percentile(double percentage) {
    if (percentage < 0 || percentage > 100) {
      throw new IllegalArgumentException("percentage must be 0 to 100, was " + percentage);
    }
    long left = Math.max(1, (long) Math.ceil(Math.nextDown(percentage) / 100 * count()));
    for (int i = 0; i < size; i++) {
      left -= counts[i];
      if (left <= 0) {
        return Math.min(longest, highest(floors[i]));
      }
    }
    return longest;
  }

  /** The longest duration that is not told apart from this one. */
  private static long highest(long floor) {
    return floor | ((1L << shift(floor)) - 1);
  }

  /** Their mean, within 1%; 0 without any. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (double) floors[i] * counts[i];
    }
    long count = count();
    return count == 0 ? 0 : sum / count;
  }

  /** Their standard deviation; 0 without any. */
  public double deviation() {
    double mean = mean();
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += (floors[i] - mean) * (floors[i] - mean) * counts[i];
    }
    long count = count();
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  /** The mergeable form for other programs: HdrHistogram, compressed V2 encoding. */
  public byte[] compressedHistogram() {
    Histogram histogram = histogram();
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Arrays.copyOf(buffer.array(), length);
  }

  private Histogram histogram() {
    var histogram = new Histogram(1, LONGEST_MICROS, SIGNIFICANT_DIGITS);
    for (int i = 0; i < size; i++) {
      histogram.recordValueWithCount(floors[i], counts[i]);
    }
    return histogram;
  }

  /** Adds a duration; a negative one is none. */
  public void add(long micros) {
    if (micros >= 0) {
      long bounded = Math.min(micros, LONGEST_MICROS);
      longest = Math.max(longest, bounded);
      change(floor(bounded), 1);
    }
  }

  /** Takes a duration away that was added before; the longest stays. */
  void remove(long micros) {
    if (micros >= 0) {
      change(floor(Math.min(micros, LONGEST_MICROS)), -1);
    }
  }

  /** A fresh tally of both. */
  DurationTally plus(DurationTally other) {
    var sum = new DurationTally();
    sum.add(this);
    sum.add(other);
    return sum;
  }

  /** Adds everything that the other tally holds. */
  public void add(DurationTally other) {
    longest = Math.max(longest, other.longest);
    for (int i = 0; i < other.size; i++) {
      change(other.floors[i], other.counts[i]);
    }
  }

  private static long floor(long micros) {
    int shift = shift(micros);
    return micros >> shift << shift;
  }

  private static int shift(long micros) {
    return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - SUB_BUCKET_BITS);
  }

  private void change(long floor, long number) {
    int at = Arrays.binarySearch(floors, 0, size, floor);
    if (at >= 0) {
      counts[at] += number;
      if (counts[at] <= 0) {
        delete(at);
      }
    } else if (number > 0) {
      insert(-at - 1, floor, number);
    }
  }

  private void insert(int at, long floor, long number) {
    if (size == floors.length) {
      floors = Arrays.copyOf(floors, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    System.arraycopy(floors, at, floors, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    floors[at] = floor;
    counts[at] = number;
    size++;
  }

  private void delete(int at) {
    size--;
    System.arraycopy(floors, at + 1, floors, at, size - at);
    System.arraycopy(counts, at + 1, counts, at, size - at);
  }

  /** The same with a longest duration that is known from elsewhere. */
  DurationTally withLongest(long micros) {
    longest = micros;
    return this;
  }

  /**
   * Buckets by their number and not by their floor: neighbours are one apart, which is one byte.
   */
  void write(RowOutput out) {
    out.number(longest);
    out.number(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      long bucket = bucket(floors[i]);
      out.number(bucket - before);
      out.number(counts[i]);
      before = bucket;
    }
  }

  static DurationTally read(RowInput in) {
    boolean byFloor = in.version() <= BY_FLOOR;
    var read = new DurationTally();
    read.longest = in.number();
    long place = 0;
    for (long left = in.number(); left > 0; left--) {
      place += in.number();
      read.insert(read.size, byFloor ? place : floorOf(place), in.number());
    }
    return read;
  }

  private static long bucket(long floor) {
    int shift = shift(floor);
    return shift * HALF + (floor >> shift);
  }

  private static long floorOf(long bucket) {
    if (bucket < 2 * HALF) {
      return bucket;
    }
    long shift = bucket / HALF - 1;
    return (bucket - shift * HALF) << shift;
  }
}
