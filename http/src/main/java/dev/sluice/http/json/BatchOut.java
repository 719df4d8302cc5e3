package dev.sluice.http.json;

import dev.sluice.core.ledger.Reason;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.Tally;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.scheduler.view.BatchView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A batch as JSON. */
public final class BatchOut {

  private BatchOut() {}

  /** Where it is, and how many of its tasks are where. */
  public static Body of(BatchView batch) {
    Life life = batch.header().life();
    return new Body()
        .with("batchId", batch.batchId())
        .with("name", batch.options().name())
        .with("status", life.status().name())
        .with("reason", reason(life.stop()))
        .with("round", life.round())
        .with("labels", batch.options().labels())
        .with("expectedTasks", life.expected() < 0 ? null : life.expected())
        .with("tasks", tasks(batch.header().tally()))
        .with("openedAt", life.openedAt())
        .with("finishedAt", life.finishedAt());
  }

  /** Like {@link #of}, and also what it was opened with. */
  public static Body described(BatchView batch) {
    BatchOptions options = batch.options();
    return of(batch)
        .with("opened", batch.header().life().opened())
        .with("sealed", batch.header().life().sealed())
        .with("mode", options.mode().name().toLowerCase(Locale.ROOT))
        .with("maxParallel", options.maxParallel() == 0 ? null : options.maxParallel())
        .with("window", batch.header().window() <= 0 ? null : batch.header().window())
        .with("onFailure", options.onFailure().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .with("maxFailed", options.maxFailed() < 0 ? null : options.maxFailed())
        .with(
            "maxFailedPercent", options.maxFailedPercent() < 0 ? null : options.maxFailedPercent())
        .with("deadline", options.deadline() == 0 ? null : options.deadline())
        .with("stopText", batch.header().life().stopText());
  }

  private static @Nullable String reason(@Nullable Reason stop) {
    return stop == null ? null : stop.name();
  }

  private static Body tasks(Tally tally) {
    return new Body()
        .with("received", tally.received())
        .with("pending", tally.waiting())
        .with("queued", tally.queued())
        .with("released", tally.active())
        .with("succeeded", tally.succeeded())
        .with("failed", tally.failed())
        .with("timedOut", tally.timedOut())
        .with("cancelled", tally.cancelled())
        .with("skipped", tally.skipped())
        .with("rejected", tally.rejected());
  }
}
