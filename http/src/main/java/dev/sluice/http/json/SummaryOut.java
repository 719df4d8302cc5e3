package dev.sluice.http.json;

import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.CountsByName;
import dev.sluice.core.summary.DurationTally;
import dev.sluice.core.summary.ErrorGroup;
import dev.sluice.core.summary.StatusCounts;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.scheduler.view.BatchView;
import java.util.List;
import java.util.TreeMap;

/** What the results of a batch add up to, as JSON. */
public final class SummaryOut {

  private static final double MICROS_PER_MILLI = 1000;

  private SummaryOut() {}

  /** The object that {@code run -o json} prints, and also everything by name and the errors. */
  public static Body of(BatchView batch, BatchTally tally) {
    Life life = batch.header().life();
    StatusCounts counts = tally.counts();
    long wall = wallMicros(life, tally);
    return new Body()
        .with("batchId", batch.batchId())
        .with("name", batch.options().name())
        .with("status", life.status().name())
        .with("total", life.expected() < 0 ? counts.total() : life.expected())
        .with("succeeded", counts.of(TaskStatus.SUCCEEDED))
        .with("failed", counts.of(TaskStatus.FAILED))
        .with("timedOut", counts.of(TaskStatus.TIMED_OUT))
        .with("cancelled", counts.of(TaskStatus.CANCELLED))
        .with("skipped", counts.of(TaskStatus.SKIPPED))
        .with("rejected", counts.of(TaskStatus.REJECTED))
        .with("retried", tally.retried())
        .with("durationMs", wall / 1000)
        .with("throughputPerSecond", tally.throughputPerSecond(wall))
        .with("successRate", tally.successRate())
        .with("queueMs", millis(tally.queueWait()))
        .with("runMs", millis(tally.runTime()))
        .with("cached", tally.cached())
        .with("round", life.round())
        .with("byType", named(tally.byType()))
        .with("byGroup", named(tally.byGroup()))
        .with("byWorker", named(tally.byWorker()))
        .with("byPriority", named(tally.byPriority()))
        .with("errors", errors(tally.errors()));
  }

  /** From opened to finished, or up to the last result of a batch that still runs. */
  private static long wallMicros(Life life, BatchTally tally) {
    long end = life.status().terminal() ? life.finishedAt() : tally.latestFinished();
    return Math.max(0, end - life.openedAt());
  }

  private static Body millis(DurationTally durations) {
    return new Body()
        .with("p50", durations.percentile(50) / MICROS_PER_MILLI)
        .with("p95", durations.percentile(95) / MICROS_PER_MILLI)
        .with("p99", durations.percentile(99) / MICROS_PER_MILLI)
        .with("max", durations.max() / MICROS_PER_MILLI);
  }

  private static Body named(CountsByName counts) {
    Body body = new Body();
    new TreeMap<>(counts.all()).forEach((name, count) -> body.with(name, counts(count)));
    return body;
  }

  private static Body counts(StatusCounts counts) {
    return new Body()
        .with("total", counts.total())
        .with("succeeded", counts.of(TaskStatus.SUCCEEDED))
        .with("failed", counts.of(TaskStatus.FAILED))
        .with("timedOut", counts.of(TaskStatus.TIMED_OUT))
        .with("cancelled", counts.of(TaskStatus.CANCELLED))
        .with("skipped", counts.of(TaskStatus.SKIPPED))
        .with("rejected", counts.of(TaskStatus.REJECTED));
  }

  private static List<Body> errors(List<ErrorGroup> errors) {
    return errors.stream()
        .map(group ->
            new Body()
                .with("fingerprint", group.fingerprint())
                .with("count", group.count())
                .with("type", group.type())
                .with("message", group.message())
                .with("exampleTaskId", group.exampleTaskId()))
        .toList();
  }
}
