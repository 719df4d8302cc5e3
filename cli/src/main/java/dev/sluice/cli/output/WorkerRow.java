package dev.sluice.cli.output;

import dev.sluice.client.LiveTask;
import dev.sluice.client.LiveWorker;
import dev.sluice.results.export.Row;
import dev.sluice.results.text.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Workers and what they run as rows. */
public final class WorkerRow {

  private static final double PERCENT = 100;

  private WorkerRow() {}

  /** One line: for a table or a sheet. */
  public static Row line(LiveWorker worker, Instant now) {
    return new Row()
        .with("worker", worker.id())
        .with("pool", worker.pool())
        .with("host", worker.host())
        .with("state", state(worker))
        .with("slots", worker.busy() + "/" + worker.slots())
        .with("load", percent(OptionalDouble.of(worker.load())))
        .with("lost", worker.lostSlots())
        .with("waiting", worker.waiting())
        .with("tasks/s", String.format(Locale.ROOT, "%.1f", worker.tasksPerSecond()))
        .with("succeeded", worker.succeeded())
        .with("failed", worker.failed())
        .with("cpu", percent(worker.processCpu()))
        .with("heap", percent(worker.heap()))
        .with("up", Spans.text(since(worker.startedAt(), now)))
        .with("version", worker.version().isEmpty() ? null : worker.version());
  }

  private static String state(LiveWorker worker) {
    if (worker.draining()) {
      return "draining";
    }
    return worker.paused() == null ? "running" : "paused: " + worker.paused();
  }

  private static Duration since(Instant then, Instant now) {
    return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
  }

  private static @Nullable String percent(OptionalDouble part) {
    return part.isEmpty() ? null : Math.round(part.getAsDouble() * PERCENT) + "%";
  }

  /** All that is known; times in microseconds since the epoch. */
  public static Row whole(LiveWorker worker) {
    Row row = new Row();
    row.with("worker", worker.id())
        .with("pool", worker.pool())
        .with("host", worker.host())
        .with("version", worker.version())
        .with("transport", worker.transport())
        .with("startedAt", micros(worker.startedAt()))
        .with("heardAt", micros(worker.heardAt()))
        .with("types", worker.types())
        .with("slots", worker.slots())
        .with("busy", worker.busy())
        .withRounded("load", worker.load())
        .with("lostSlots", worker.lostSlots())
        .with("waiting", worker.waiting())
        .withRounded("tasksPerSecond", worker.tasksPerSecond())
        .with("succeeded", worker.succeeded())
        .with("failed", worker.failed());
    rounded(row, "processCpu", worker.processCpu());
    rounded(row, "heap", worker.heap());
    return row.with("draining", worker.draining())
        .with("paused", worker.paused())
        .with("running", worker.running().stream().map(WorkerRow::task).toList());
  }

  /** A task that runs. */
  public static Row task(LiveTask task) {
    return new Row()
        .with("batchId", task.batchId())
        .with("taskId", task.taskId())
        .with("type", task.type())
        .with("attempt", task.attempt())
        .with("worker", task.workerId())
        .with("startedAt", micros(task.startedAt()))
        .with("progress", task.progress().isEmpty() ? null : task.progress().getAsInt())
        .with("note", task.note())
        .with("leased", task.leased());
  }

  private static Row rounded(Row row, String name, OptionalDouble part) {
    return part.isEmpty() ? row.with(name, null) : row.withRounded(name, part.getAsDouble());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
