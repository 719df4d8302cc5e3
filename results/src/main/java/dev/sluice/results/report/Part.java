package dev.sluice.results.report;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.TaskCounts;
import java.util.Objects;

/**
 * Some tasks of a batch that have a name in common.
 *
 * @param name of their type, group, priority or worker; not trusted
 * @param queueWait from needs met to the start of the handler
 * @param runTime from the start of the last attempt to its end
 */
public record Part(
    String name, TaskCounts counts, DurationQuantiles queueWait, DurationQuantiles runTime) {

  public Part {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(queueWait, "queueWait");
    Objects.requireNonNull(runTime, "runTime");
  }

  /** Those that count against the failures that a batch bears. */
  public long failures() {
    return counts.failed() + counts.timedOut() + counts.rejected();
  }
}
