package dev.sluice.client;

import java.time.Duration;
import java.util.Objects;

/**
 * What ended in a span of time. The buckets of a batch are of one length: a millisecond, doubled
 * until a hundred of them reach from the first end to the last; they begin at multiples of it.
 *
 * @param startAt its first moment, microseconds since the epoch
 * @param failed failed, timed out and rejected
 * @param notRun cancelled and skipped
 */
public record TimelineBucket(
    long startAt, Duration length, long succeeded, long failed, long notRun) {

  public TimelineBucket {
    Objects.requireNonNull(length, "length");
  }

  public long total() {
    return succeeded + failed + notRun;
  }
}
