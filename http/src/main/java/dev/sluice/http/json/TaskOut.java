package dev.sluice.http.json;

import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Turn;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.scheduler.view.TaskView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A task as JSON. */
public final class TaskOut {

  private TaskOut() {}

  /** Where it is; what it is stays null where that is not kept, because it succeeded. */
  public static Body of(TaskView task) {
    TaskSpec spec = task.spec();
    TaskStatus status = task.status();
    TaskRow.Live live = task.row() instanceof TaskRow.Live one ? one : null;
    return new Body()
        .with("taskId", task.taskId())
        .with("status", status == null ? null : status.name())
        .with("name", spec == null ? null : spec.name())
        .with("type", spec == null ? null : spec.type())
        .with("group", spec == null ? null : spec.group())
        .with("priority", spec == null ? null : spec.priority().name().toLowerCase(Locale.ROOT))
        .with("pool", spec == null ? null : spec.pool())
        .with("attempts", live == null ? null : attempts(task, live))
        .with("queuedAt", live == null || live.queuedAt() == 0 ? null : live.queuedAt())
        .with("releasedAt", live == null || live.releasedAt() == 0 ? null : live.releasedAt())
        .with("startedAt", status == TaskStatus.RUNNING ? startedAt(task) : null)
        .with("worker", task.run() == null ? null : task.run().workerId());
  }

  /** Like {@link #of}, and also all that was submitted but its payload's bytes. */
  public static Body described(TaskView task) {
    TaskSpec spec = task.spec();
    Turn turn = task.row() instanceof TaskRow.Turning turning ? turning.turn() : null;
    Body body =
        of(task)
            .with("releases", turn == null ? null : turn.releases())
            .with("lostWorkers", turn == null ? null : turn.lost())
            .with(
                "notBefore", task.row() instanceof TaskRow.Delayed delayed ? delayed.due() : null);
    return spec == null
        ? body
        : body.with("needs", spec.needs())
            .with("runIf", spec.runIf().name().toLowerCase(Locale.ROOT))
            .with("timeoutMs", spec.timeoutMs() == 0 ? null : spec.timeoutMs())
            .with("maxRetries", spec.retry() == null ? 0 : spec.retry().retries())
            .with("payloadType", spec.payload().type())
            .with("payloadBytes", spec.payload().size());
  }

  private static int attempts(TaskView task, TaskRow.Live live) {
    return task.run() == null ? live.attempts() : Math.max(live.attempts(), task.run().attempt());
  }

  private static @Nullable Long startedAt(TaskView task) {
    return task.run() == null ? null : task.run().since();
  }
}
