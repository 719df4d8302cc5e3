package dev.sluice.cli.batches;

import dev.sluice.core.task.BatchStatus;
import dev.sluice.records.Counts;
import dev.sluice.records.Summary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A batch in a list.
 *
 * @param name text for people, not trusted
 * @param total how many tasks it has; while that is not known, how many have ended
 * @param done tasks that have ended, one way or another
 * @param openedAt microseconds since the epoch
 * @param finishedAt microseconds since the epoch, 0 while it runs
 */
public record ListedBatch(
    String batchId,
    @Nullable String name,
    BatchStatus status,
    int round,
    long total,
    long done,
    long succeeded,
    long failed,
    long timedOut,
    long cancelled,
    long skipped,
    long rejected,
    long openedAt,
    long finishedAt) {

  /** The newest batch first; the id decides between those of one moment. */
  static final Comparator<ListedBatch> NEWEST_FIRST =
      Comparator.comparingLong(ListedBatch::openedAt)
          .reversed()
          .thenComparing(ListedBatch::batchId);

  private static final int LONGEST_NAME = 200;

  public ListedBatch {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(status, "status");
  }

  static ListedBatch of(Summary summary) {
    Counts counts = summary.getCounts();
    Long expected = summary.getExpectedTasks();
    return new ListedBatch(
        summary.getBatchId(),
        shortened(summary.getName()),
        status(summary.getStatus()),
        summary.getRound(),
        expected == null ? counts.getTotal() : expected,
        counts.getTotal(),
        counts.getSucceeded(),
        counts.getFailed(),
        counts.getTimedOut(),
        counts.getCancelled(),
        counts.getSkipped(),
        counts.getRejected(),
        summary.getOpenedAt(),
        summary.getFinishedAt());
  }

  /** Many are kept at a time. */
  private static @Nullable String shortened(@Nullable String name) {
    return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  /** A state that this version does not know is not taken for an end. */
  private static BatchStatus status(dev.sluice.records.BatchStatus status) {
    return status == dev.sluice.records.BatchStatus.UNKNOWN
        ? BatchStatus.RUNNING
        : BatchStatus.valueOf(status.name());
  }

  /** Tasks that have ended and did not succeed. */
  public long notSucceeded() {
    return done - succeeded;
  }

  /** How long ago it was opened. */
  public Duration age(Instant now) {
    return between(openedAt, now);
  }

  /** How long it took, or has taken so far. */
  public Duration duration(Instant now) {
    return finishedAt == 0
        ? age(now)
        : Duration.of(Math.max(0, finishedAt - openedAt), ChronoUnit.MICROS);
  }

  private static Duration between(long micros, Instant now) {
    Instant then = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return micros == 0 || then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
  }
}
