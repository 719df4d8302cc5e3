package dev.sluice.cli.output;

import dev.sluice.client.BatchSummary;
import dev.sluice.results.text.Counted;
import dev.sluice.results.text.Plain;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How far a batch is, in one line for a log. */
public final class StatusLine {

  private StatusLine() {}

  /**
   * The line.
   *
   * @param running how many of its tasks run
   */
  public static String of(BatchSummary standing, int running, Instant now) {
    long done = standing.counts().total();
    long notSucceeded = done - standing.counts().succeeded();
    return "%s %s %s: %d of %s done%s%s"
        .formatted(
            now.truncatedTo(ChronoUnit.SECONDS),
            Plain.text(standing.batchId()),
            standing.status(),
            done,
            Counted.of(standing.expectedTasks().orElse(done), "task"),
            notSucceeded == 0 ? "" : ", " + notSucceeded + " did not succeed",
            running == 0 ? "" : ", " + running + " running");
  }
}
