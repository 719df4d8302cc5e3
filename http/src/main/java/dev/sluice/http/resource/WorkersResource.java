package dev.sluice.http.resource;

import dev.sluice.client.LiveTask;
import dev.sluice.client.LiveWorker;
import dev.sluice.http.json.Body;
import dev.sluice.http.page.Params;
import dev.sluice.http.source.Backend;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live workers, as their last heartbeats said. */
public final class WorkersResource {

  private final Supplier<Backend> backend;

  public WorkersResource(Supplier<Backend> backend) {
    this.backend = backend;
  }

  /** All of them, by pool and id. */
  public void list(Context request) {
    Params unused = Params.of(request);
    Answer.json(
        request,
        Answer.page(
            backend.get().client().get().workers().stream().map(WorkersResource::worker).toList(),
            null));
  }

  private static Body worker(LiveWorker worker) {
    return new Body()
        .with("workerId", worker.id())
        .with("pool", worker.pool())
        .with("host", worker.host())
        .with("version", worker.version())
        .with("transport", worker.transport())
        .with("startedAt", micros(worker.startedAt()))
        .with("heardAt", micros(worker.heardAt()))
        .with("types", worker.types())
        .with("slots", worker.slots())
        .with("busy", worker.busy())
        .with("lostSlots", worker.lostSlots())
        .with("waiting", worker.waiting())
        .with("load", worker.load())
        .with("tasksPerSecond", worker.tasksPerSecond())
        .with("succeeded", worker.succeeded())
        .with("failed", worker.failed())
        .with("processCpu", number(worker.processCpu()))
        .with("heap", number(worker.heap()))
        .with("draining", worker.draining())
        .with("paused", worker.paused())
        .with("running", worker.running().stream().map(WorkersResource::task).toList());
  }

  private static Body task(LiveTask task) {
    return new Body()
        .with("batchId", task.batchId())
        .with("taskId", task.taskId())
        .with("type", task.type())
        .with("attempt", task.attempt())
        .with("startedAt", micros(task.startedAt()))
        .with("progress", task.progress().isPresent() ? task.progress().getAsInt() : null)
        .with("note", task.note())
        .with("leased", task.leased());
  }

  private static @Nullable Double number(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  private static long micros(Instant time) {
    return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + time.getNano() / 1000;
  }
}
