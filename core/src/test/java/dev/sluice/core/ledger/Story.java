package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Tells a batch's story line by line, and asks what came of it. */
final class Story {

  final World world;

  Story() {
    this(Limits.DEFAULT);
  }

  Story(Limits limits) {
    this(new World(Invariant.all(), limits));
  }

  Story(World world) {
    this.world = world;
  }

  /** For batches so large that counting all rows after each step would take too long. */
  static Story unwatched() {
    return new Story(new World(List.of()));
  }

  static BatchOptions options() {
    return BatchOptions.DEFAULT;
  }

  static BatchOptions options(OnFailure onFailure, Mode mode, int maxParallel, boolean held) {
    return new BatchOptions(
        "story", OptionalLong.empty(), held, onFailure, -1, -1, mode, maxParallel, 0, Map.of(), 0);
  }

  static TaskSpec task(String id, String... needs) {
    return task(id, "{}", RunIf.SUCCESS, needs);
  }

  static TaskSpec task(String id, String payload, RunIf runIf, String... needs) {
    return new TaskSpec(
        id,
        null,
        "noop",
        json(payload),
        List.of(needs),
        runIf,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        null,
        true,
        Map.of(),
        false,
        0);
  }

  /** A report of the first release of a task. */
  static Event.TaskReported success(World world, String id) {
    long at = world.tick();
    return new Event.TaskReported(
        World.BATCH, at, id, 1, TaskStatus.SUCCEEDED, null, null, null, 1, at, at + 5, "worker-1");
  }

  static Content json(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), Content.JSON);
  }

  Story opened(BatchOptions options) {
    return event(new Event.OpenRequested(World.BATCH, world.tick(), options));
  }

  Story sealed(long tasks) {
    return event(new Event.SealRequested(World.BATCH, world.tick(), tasks));
  }

  Story submitted(String id, String... needs) {
    return submitted(task(id, needs));
  }

  Story submitted(TaskSpec task) {
    return event(new Event.TaskSubmitted(World.BATCH, world.tick(), task));
  }

  Story succeeded(String id) {
    return succeeded(id, "out-" + id);
  }

  Story succeeded(String id, String output) {
    return reported(id, TaskStatus.SUCCEEDED, output);
  }

  Story failed(String id) {
    return reported(id, TaskStatus.FAILED, null);
  }

  Story cancelled() {
    return event(new Event.CancelRequested(World.BATCH, world.tick(), null, "enough"));
  }

  Story cancelled(String taskId) {
    return event(new Event.CancelRequested(World.BATCH, world.tick(), taskId, "enough"));
  }

  Story paused() {
    return event(new Event.PauseRequested(World.BATCH, world.tick()));
  }

  Story started() {
    return event(new Event.StartRequested(World.BATCH, world.tick()));
  }

  Story retried() {
    return event(new Event.RetryRequested(World.BATCH, world.tick()));
  }

  Story cleared() {
    return event(new Event.ClearRequested(World.BATCH, world.tick()));
  }

  /** The last release of a task ends like this. */
  Story lastReported(String id, TaskStatus outcome) {
    return event(report(id, outcome, 1, -1, List.of()));
  }

  /** The last release of a task failed, and the worker asks for another attempt later. */
  Story failedForNow(String id, int attempts, long retryIn) {
    return event(report(id, TaskStatus.FAILED, attempts, retryIn, List.of()));
  }

  /** The last release of a task succeeded and added tasks. */
  Story spawned(String id, TaskSpec... tasks) {
    List<Event.Spawned> added =
        Stream.of(tasks).map(task -> new Event.Spawned(task, null)).toList();
    return event(report(id, TaskStatus.SUCCEEDED, 1, -1, added));
  }

  /** A worker answers for the last release of a task; others were lost with it before. */
  Story leased(String id, int lost) {
    int number = lastRelease(id).releaseNumber();
    return event(new Event.TaskLeased(World.BATCH, world.tick(), id, number, lost, null));
  }

  /** It is time to look at a task's lease. */
  Story lookedAt(String id, boolean held, Content details) {
    Timer timer =
        world.view.dueTimers(0, Long.MAX_VALUE - 1, 100).stream()
            .filter(due -> due.kind() == Timer.Kind.LEASE && id.equals(due.taskId()))
            .findFirst()
            .orElseThrow();
    world.advanceTo(Math.max(world.now(), timer.due()));
    return event(new Event.LeaseDue(World.BATCH, world.now(), timer, held, details));
  }

  /** The last doubt about a lease comes back. */
  Story doubtCameBack() {
    Effect.DoubtLease doubt = world.doubts.getLast();
    return event(
        new Event.LeaseLost(
            World.BATCH, world.tick(), doubt.taskId(), doubt.releaseNumber(), doubt.leaseDue()));
  }

  private Event.TaskReported report(
      String id, TaskStatus outcome, int attempts, long retryIn, List<Event.Spawned> added) {
    long at = world.tick();
    boolean success = outcome == TaskStatus.SUCCEEDED;
    return new Event.TaskReported(
        World.BATCH,
        at,
        id,
        lastRelease(id).releaseNumber(),
        outcome,
        success ? null : "HANDLER_ERROR",
        null,
        success ? null : new TaskError("Broken", "on purpose", true),
        attempts,
        at,
        at + 5,
        "worker-1",
        retryIn,
        added);
  }

  Effect.ReleaseTask lastRelease(String id) {
    return world.releases.reversed().stream()
        .filter(release -> release.task().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  Effect.RecordResult lastResult(String id) {
    return world.results.get(id).getLast();
  }

  /** Time goes on, and what is due until then happens when it is due. */
  Story waited(Duration time) {
    long until = world.now() + time.toNanos() / 1000;
    List<Timer> due = world.view.dueTimers(0, until, 1);
    while (!due.isEmpty()) {
      world.advanceTo(due.getFirst().due());
      event(new Event.TimerFired(World.BATCH, world.now(), due.getFirst()));
      due = world.view.dueTimers(0, until, 1);
    }
    world.advanceTo(until);
    return this;
  }

  Story event(Event event) {
    world.send(event);
    world.finishWork();
    return this;
  }

  private Story reported(String id, TaskStatus outcome, String output) {
    long at = world.tick();
    return event(
        new Event.TaskReported(
            World.BATCH,
            at,
            id,
            1,
            outcome,
            outcome == TaskStatus.SUCCEEDED ? null : "HANDLER_ERROR",
            output == null
                ? null
                : new Content(output.getBytes(StandardCharsets.UTF_8), "text/plain"),
            output == null ? new TaskError("Broken", "on purpose", false) : null,
            1,
            at,
            at + 5,
            "worker-1"));
  }

  Story released(String... ids) {
    assertThat(world.releases.stream().map(release -> release.task().id())).containsExactly(ids);
    return this;
  }

  Effect.ReleaseTask release(String id) {
    return world.releases.stream().filter(r -> r.task().id().equals(id)).findFirst().orElseThrow();
  }

  String payloadOf(String id) {
    return new String(release(id).task().payload().bytes(), StandardCharsets.UTF_8);
  }

  Story ended(String id, TaskStatus status, Reason reason) {
    Effect.RecordResult result = world.results.get(id).getFirst();
    assertThat(result.status()).as(id).isEqualTo(status);
    assertThat(result.reason()).as(id).isEqualTo(reason == null ? null : reason.name());
    return this;
  }

  String errorOf(String id) {
    return world.results.get(id).getFirst().error().message();
  }

  Story isNow(BatchStatus status) {
    assertThat(world.view.batch(World.BATCH).life().status()).isEqualTo(status);
    return this;
  }

  Story surprise(Reason reason) {
    Effect last = world.surprises.getLast();
    Reason seen =
        switch (last) {
          case Effect.Ignored ignored -> ignored.reason();
          case Effect.Rejected rejected -> rejected.reason();
          default -> null;
        };
    assertThat(seen).isEqualTo(reason);
    return this;
  }
}
