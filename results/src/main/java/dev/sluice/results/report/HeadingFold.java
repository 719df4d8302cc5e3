package dev.sluice.results.report;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;

/** What results alone tell of a batch as a whole, where there is no summary. Not thread-safe. */
final class HeadingFold {

  private long total;
  private long failures;
  private long cancelled;
  private long earliest = Long.MAX_VALUE;
  private long latest;

  /** Folds the results and closes their stream. */
  static Heading of(String name, Stream<TaskResult> results) {
    var fold = new HeadingFold();
    try (results) {
      results.forEach(fold::add);
    }
    return fold.heading(name);
  }

  private void add(TaskResult result) {
    total++;
    switch (result.status()) {
      case FAILED, TIMED_OUT, REJECTED -> failures++;
      case CANCELLED -> cancelled++;
      case SUCCEEDED, SKIPPED, PENDING, QUEUED, RELEASED, RUNNING -> {}
    }
    if (result.queuedAt() > 0) {
      earliest = Math.min(earliest, result.queuedAt());
    }
    latest = Math.max(latest, result.finishedAt());
  }

  private Heading heading(String name) {
    long openedAt = earliest == Long.MAX_VALUE ? 0 : earliest;
    Duration duration =
        openedAt == 0 || latest < openedAt
            ? Duration.ZERO
            : Duration.of(latest - openedAt, ChronoUnit.MICROS);
    return new Heading(name, null, status(), null, 1, Map.of(), total, openedAt, latest, duration);
  }

  private BatchStatus status() {
    if (failures > 0) {
      return BatchStatus.FAILED;
    }
    return cancelled > 0 ? BatchStatus.CANCELLED : BatchStatus.SUCCEEDED;
  }
}
