package dev.sluice.cli.output;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.Progress;
import dev.sluice.client.TaskCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A batch as it stands: the same numbers before its end and after it. */
public final class Standing {

  private Standing() {}

  /**
   * A summary of what is known now.
   *
   * @param last the scheduler's last summary; null before the first
   */
  public static BatchSummary of(Progress progress, @Nullable BatchSummary last, Instant now) {
    if (last != null && last.status().terminal()) {
      return last;
    }
    long openedAt = last == null ? 0 : last.openedAt();
    Duration running =
        openedAt == 0
            ? Duration.ZERO
            : Duration.between(Instant.EPOCH.plus(openedAt, ChronoUnit.MICROS), now);
    double seconds = Math.max(running.toNanos(), 0) / 1e9;
    long done = progress.done();
    return new BatchSummary(
        progress.batchId(),
        last == null ? null : last.name(),
        progress.status(),
        last == null ? null : last.reason(),
        last == null ? 1 : last.round(),
        last == null ? Map.of() : last.labels(),
        OptionalLong.of(progress.total()),
        counts(progress),
        last == null ? Map.of() : last.byType(),
        last == null ? Map.of() : last.byGroup(),
        last == null ? Map.of() : last.byWorker(),
        last == null ? Map.of() : last.byPriority(),
        progress.retried(),
        done == 0 ? 0 : (double) progress.succeeded() / done,
        seconds == 0 ? 0 : done / seconds,
        last == null ? DurationQuantiles.NONE : last.queueWait(),
        last == null ? DurationQuantiles.NONE : last.runTime(),
        last == null ? List.of() : last.errors(),
        openedAt,
        0,
        running.isNegative() ? Duration.ZERO : running,
        last == null ? 0 : last.cached(),
        last == null ? List.of() : last.timeline(),
        last == null ? CriticalPath.NONE : last.criticalPath(),
        last == null ? Map.of() : last.queueWaitByType(),
        last == null ? Map.of() : last.runTimeByType(),
        last == null ? List.of() : last.slowest(),
        last == null ? List.of() : last.flakiest(),
        last == null ? 0 : last.remainingPath(),
        last == null ? 0 : last.updatedAt());
  }

  private static TaskCounts counts(Progress progress) {
    return new TaskCounts(
        progress.done(),
        progress.succeeded(),
        progress.failed(),
        progress.timedOut(),
        progress.cancelled(),
        progress.skipped(),
        progress.rejected());
  }
}
