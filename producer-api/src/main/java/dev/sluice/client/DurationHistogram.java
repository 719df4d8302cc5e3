package dev.sluice.client;

import java.util.Arrays;

/**
 * A whole distribution of durations, so that those of several batches can be put together: bytes of
 * an <a href="https://hdrhistogram.github.io/HdrHistogram/">HdrHistogram</a> in its compressed V2
 * encoding, in microseconds, with two significant digits. Immutable.
 */
public final class DurationHistogram {

  /** No durations, or a distribution that is not known. */
  public static final DurationHistogram NONE = new DurationHistogram(new byte[0]);

  private final byte[] compressed;

  private DurationHistogram(byte[] compressed) {
    this.compressed = compressed;
  }

  /** The histogram with this encoding; what is empty is {@link #NONE}. */
  public static DurationHistogram of(byte[] compressed) {
    return compressed.length == 0 ? NONE : new DurationHistogram(compressed.clone());
  }

  /** The encoding, for any implementation of HdrHistogram; empty for {@link #NONE}. */
  public byte[] compressed() {
    return compressed.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DurationHistogram that && Arrays.equals(compressed, that.compressed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(compressed);
  }

  @Override
  public String toString() {
    return "DurationHistogram[" + compressed.length + " bytes]";
  }
}
