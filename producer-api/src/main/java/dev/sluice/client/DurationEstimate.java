package dev.sluice.client;

import dev.sluice.core.graph.CriticalPath;
import java.time.Duration;
import java.util.Objects;

/**
 * How long a batch will take, as far as can be said from how long its tasks take.
 *
 * @param atLeast no order of the tasks is faster: neither than the longest chain of needs nor than
 *     all the work divided among the slots
 * @param expected with slots that take the tasks in the order in which Sluice releases them
 * @param atMost no order that leaves no slot idle while a task could run is slower
 * @param work the durations of all tasks together
 * @param criticalPath the longest chain of needs
 * @param knownTasks tasks whose duration was known
 */
public record DurationEstimate(
    Duration atLeast,
    Duration expected,
    Duration atMost,
    Duration work,
    CriticalPath criticalPath,
    int knownTasks) {

  public DurationEstimate {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(criticalPath, "criticalPath");
    if (atLeast.compareTo(expected) > 0 || expected.compareTo(atMost) > 0) {
      throw new IllegalArgumentException(
          "expected must be between atLeast and atMost, was %s, not in %s to %s"
              .formatted(expected, atLeast, atMost));
    }
  }
}
