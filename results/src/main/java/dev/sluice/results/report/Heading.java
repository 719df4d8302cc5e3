package dev.sluice.results.report;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.Summaries;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which batch it is and what is known of it as a whole. Times are microseconds since the epoch.
 *
 * @param name text for people, not trusted
 * @param reason a code that says why the batch ended as it did, null for a plain success
 * @param total how many tasks it has, ended or not; 0 while nobody knows
 * @param openedAt 0 where it is not known
 * @param finishedAt 0 while it runs
 * @param duration from opened to finished, or until now
 * @param criticalPath the chain of needs that took longest; of no tasks where it is not known
 */
public record Heading(
    String batchId,
    @Nullable String name,
    BatchStatus status,
    @Nullable String reason,
    int round,
    Map<String, String> labels,
    long total,
    long openedAt,
    long finishedAt,
    Duration duration,
    CriticalPath criticalPath) {

  public Heading {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(criticalPath, "criticalPath");
    labels = Map.copyOf(labels);
  }

  /** What the summary says. */
  public static Heading of(BatchSummary summary) {
    return new Heading(
        summary.batchId(),
        summary.name(),
        summary.status(),
        summary.reason(),
        summary.round(),
        summary.labels(),
        summary.expectedTasks().orElse(0),
        summary.openedAt(),
        summary.finishedAt(),
        summary.duration(),
        summary.criticalPath());
  }

  /**
   * What the results alone tell, where there is no summary: from the first queued task to the last
   * that ended. Closes their stream.
   *
   * @param batchId what the batch is called then
   */
  public static Heading ofResults(String batchId, Stream<TaskResult> results) {
    try (results) {
      return of(Summaries.of(batchId, results));
    }
  }

  /** The labels by name. */
  public Map<String, String> sortedLabels() {
    return new TreeMap<>(labels);
  }
}
