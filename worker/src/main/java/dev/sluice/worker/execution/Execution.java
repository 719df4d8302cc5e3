package dev.sluice.worker.execution;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Release;
import dev.sluice.worker.handler.TaskHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One release from its first attempt to its ending: waits for a slot, runs, waits for a retry, runs
 * again. Thread-safe.
 */
public final class Execution {

  private final Release release;
  private final RetryPlan plan;
  private final long arrival;
  private final ExecutionParts parts;
  private final long receivedAt;
  private final AttemptLog attempts = new AttemptLog();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private int begun;
  private @Nullable Attempt current;
  private AttemptOutcome.@Nullable Stopped stop;

  /**
   * @param arrival order among releases of one priority
   */
  public Execution(Release release, long arrival, ExecutionParts parts) {
    this.release = release;
    this.plan = RetryPlans.of(release.getRetry());
    this.arrival = arrival;
    this.parts = parts;
    this.receivedAt = parts.clock().micros();
  }

  public Release release() {
    return release;
  }

  /** Completes once, on a thread that may be used for a short time. */
  public CompletableFuture<Ending> ending() {
    return ending;
  }

  /** Starts the first attempt as soon as a slot is free. */
  public void start() {
    Optional<TaskHandler> handler = parts.handlers().of(release.getType());
    if (handler.isEmpty()) {
      refuse(FailureCode.NO_HANDLER, parts.handlers().absence(release.getType()));
      return;
    }
    var unused =
        parts
            .retries()
            .run(plan, release.getAttemptBase(), () -> attempt(handler.get()))
            .whenComplete(this::conclude);
  }

  /** Ends the execution without an attempt. */
  public void refuse(FailureCode code, String message) {
    conclude(new AttemptOutcome.Failed(code, new TaskError(code.name(), message, false)), null);
  }

  private CompletionStage<AttemptOutcome> attempt(TaskHandler handler) {
    Attempt next;
    synchronized (this) {
      if (stop != null) {
        return CompletableFuture.completedFuture(stop);
      }
      begun++;
      next = new Attempt(release, release.getAttemptBase() + begun, arrival, handler, parts);
      current = next;
    }
    var outcome = next.ended().thenApply(this::log);
    parts.slots().add(next);
    return outcome;
  }

  private synchronized AttemptOutcome log(AttemptLog.Entry entry) {
    current = null;
    attempts.add(entry);
    return entry.outcome();
  }

  /**
   * Stops what runs or waits. Nothing happens where the execution has ended or was stopped before.
   *
   * @param message for the task's error
   */
  public void stop(StopCause cause, String message) {
    var stopped = new AttemptOutcome.Stopped(cause, message);
    Attempt running;
    synchronized (this) {
      if (stop != null) {
        return;
      }
      stop = stopped;
      running = current;
    }
    if (running == null) {
      conclude(stopped, null);
    } else {
      running.stop(cause, message);
    }
  }

  /** The attempt that runs now, if one does. */
  public synchronized Optional<RunningAttempt> running() {
    return current == null || current.startedAt() == 0
        ? Optional.empty()
        : Optional.of(new RunningAttempt(current.number(), current.startedAt()));
  }

  /** An attempt and since when it runs, in microseconds since the epoch. */
  public record RunningAttempt(int number, long startedAt) {}

  private void conclude(@Nullable AttemptOutcome outcome, @Nullable Throwable broken) {
    if (outcome == null) {
      ending.completeExceptionally(broken == null ? new IllegalStateException() : broken);
      return;
    }
    ending.complete(
        switch (outcome) {
          case AttemptOutcome.Succeeded succeeded ->
              ended(TaskStatus.SUCCEEDED, null, succeeded, null);
          case AttemptOutcome.Failed failed ->
              ended(TaskStatus.FAILED, failed.code(), null, failed.error());
          case AttemptOutcome.Stopped stopped -> stopped(stopped);
        });
  }

  private Ending stopped(AttemptOutcome.Stopped stopped) {
    return switch (stopped.cause()) {
      case TIMEOUT -> ended(TaskStatus.TIMED_OUT, FailureCode.ATTEMPT_TIMEOUT, stopped);
      case DEADLINE -> ended(TaskStatus.TIMED_OUT, FailureCode.DEADLINE, stopped);
      case CANCEL -> ended(TaskStatus.CANCELLED, FailureCode.CANCEL_REQUESTED, stopped);
      case DRAIN -> new Ending.HandedBack();
    };
  }

  private Ending ended(TaskStatus status, FailureCode code, AttemptOutcome.Stopped stopped) {
    return ended(status, code, null, new TaskError(code.name(), stopped.message(), false));
  }

  private synchronized Ending ended(
      TaskStatus status,
      @Nullable FailureCode code,
      AttemptOutcome.@Nullable Succeeded succeeded,
      @Nullable TaskError error) {
    var entries = attempts.entries();
    boolean ran = !entries.isEmpty();
    return new Ending.Ended(
        status,
        code,
        succeeded == null ? null : succeeded.output(),
        error,
        entries,
        ran ? entries.get(0).startedAt() : receivedAt,
        ran ? entries.get(entries.size() - 1).finishedAt() : parts.clock().micros());
  }
}
