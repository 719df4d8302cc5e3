package dev.sluice.worker.execution;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.worker.handler.TaskHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One release from its first attempt to its ending: waits for a slot, runs, waits for a retry, runs
 * again. Thread-safe.
 */
public final class Execution {

  private static final Duration PASSED_ON = Duration.ofSeconds(1);

  private final Release release;
  private final RetryPlan plan;
  private final Priority urgency;
  private final long arrival;
  private final ExecutionParts parts;
  private final long receivedAt;
  private final AttemptLog attempts = new AttemptLog();
  private final Details details;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private int begun;
  private @Nullable Attempt current;
  private Retries.@Nullable Step waiting;
  private long retryAtNanos;
  private AttemptOutcome.@Nullable Stopped stop;
  private boolean leaving;

  /**
   * Of the priority that the release has.
   *
   * @param arrival order among releases of one priority
   */
  public Execution(Release release, long arrival, ExecutionParts parts) {
    this(release, release.getPriority(), arrival, parts);
  }

  /**
   * @param urgency started as if it had this priority
   * @param arrival order among releases of one urgency
   */
  public Execution(Release release, Priority urgency, long arrival, ExecutionParts parts) {
    this.urgency = urgency;
    this.release = release;
    this.plan = RetryPlans.of(release.getRetry());
    this.arrival = arrival;
    this.parts = parts;
    this.receivedAt = parts.clock().micros();
    this.details = new Details(release.getDetails());
    parts.watch().taken(release, ending);
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
      passOn();
      return;
    }
    var unused =
        parts
            .retries()
            .run(plan, release.getAttemptBase(), () -> attempt(handler.get()))
            .whenComplete(this::conclude);
  }

  /** Another worker of the pool may serve the type; if none does for long, the task fails. */
  private void passOn() {
    long waited = parts.clock().micros() - release.getQueuedAt();
    boolean patient =
        release.getQueuedAt() > 0
            && waited < TimeUnit.NANOSECONDS.toMicros(parts.settings().unserved().toNanos());
    if (patient) {
      conclude(Retries.Step.last(new AttemptOutcome.Deferred(PASSED_ON)), null);
    } else {
      refuse(FailureCode.NO_HANDLER, parts.handlers().absence(release.getType()));
    }
  }

  /** Ends the execution without an attempt. */
  public void refuse(FailureCode code, String message) {
    conclude(Retries.Step.last(Failures.of(code, message)), null);
  }

  private CompletionStage<Retries.Step> attempt(TaskHandler handler) {
    Attempt next;
    synchronized (this) {
      if (stop != null) {
        return CompletableFuture.completedFuture(Retries.Step.last(stop));
      }
      waiting = null;
      begun++;
      int number = release.getAttemptBase() + begun;
      next = new Attempt(release, number, urgency, arrival, handler, parts, details);
      current = next;
    }
    var step = next.ended().thenApply(this::log);
    parts.slots().add(next);
    return step;
  }

  private synchronized Retries.Step log(AttemptLog.Entry entry) {
    current = null;
    if (!brokenOff(entry.outcome())) {
      attempts.add(entry);
    }
    if (stop != null && entry.outcome() instanceof AttemptOutcome.Deferred) {
      return Retries.Step.last(stop);
    }
    Retries.Step step = parts.retries().after(plan, entry.number(), entry.outcome());
    if (step.retryIn() == null) {
      return step;
    }
    if (stop != null && stop.cause() != StopCause.DRAIN) {
      return Retries.Step.last(stop); // it came when the attempt had just ended
    }
    if (leaving) {
      return step.elsewhere(step.retryIn());
    }
    if (step.here()) {
      waiting = step;
      retryAtNanos = parts.clock().nanos() + step.retryIn().toNanos();
    }
    return step;
  }

  /** An attempt that ended because its worker does, or lost it, is none that the plan counts. */
  private static boolean brokenOff(AttemptOutcome outcome) {
    return outcome instanceof AttemptOutcome.Stopped stopped
        && (stopped.cause() == StopCause.DRAIN || stopped.cause() == StopCause.LOST);
  }

  /**
   * Stops what runs or waits. Nothing happens where the execution has ended or was stopped before.
   *
   * @param message for the task's error
   */
  public void stop(StopCause cause, String message) {
    var stopped = new AttemptOutcome.Stopped(cause, message);
    Attempt running;
    Retries.Step last;
    synchronized (this) {
      if (stop != null) {
        return;
      }
      stop = stopped;
      leaving |= cause == StopCause.DRAIN;
      running = current;
      last =
          cause == StopCause.DRAIN && waiting != null
              ? restOf(waiting)
              : Retries.Step.last(stopped);
    }
    if (running == null) {
      conclude(last, null);
    } else {
      running.stop(cause, message);
    }
  }

  private Retries.Step restOf(Retries.Step wait) {
    long left = Math.max(0, retryAtNanos - parts.clock().nanos());
    return wait.elsewhere(Duration.ofNanos(left));
  }

  /**
   * The worker goes away: an attempt that runs may go on, but none is begun any more. What waits
   * ends here.
   *
   * @param message as in {@link #stop}
   */
  public void leave(String message) {
    synchronized (this) {
      if (current != null && current.startedAt() != 0) {
        leaving = true;
        return;
      }
    }
    stop(StopCause.DRAIN, message);
  }

  /** Whether an attempt was ever begun, whether one runs now or not. */
  public synchronized boolean begun() {
    return begun > 1 || waiting != null || (current != null && current.startedAt() != 0);
  }

  /** The attempt that runs now, if one does. */
  public synchronized Optional<RunningAttempt> running() {
    if (current == null || current.startedAt() == 0) {
      return Optional.empty();
    }
    Headway.Progress progress = current.headway().progress();
    return Optional.of(
        new RunningAttempt(
            current.number(),
            current.startedAt(),
            release.getType(),
            progress.percent(),
            progress.note(),
            details().orElse(null)));
  }

  /** What a handler last kept for the next attempt, in this worker or an earlier one; read-only. */
  public Optional<ByteBuffer> details() {
    return details.newest();
  }

  private void conclude(Retries.@Nullable Step step, @Nullable Throwable broken) {
    if (step == null) {
      ending.completeExceptionally(broken == null ? new IllegalStateException() : broken);
      return;
    }
    Ending last =
        switch (step.outcome()) {
          case AttemptOutcome.Succeeded done ->
              new Ending.Ended(
                  TaskStatus.SUCCEEDED, null, done.output(), null, done.spawned(), run());
          case AttemptOutcome.Failed failed ->
              ended(TaskStatus.FAILED, failed.code(), failed.error());
          case AttemptOutcome.Stopped stopped -> stopped(stopped);
          case AttemptOutcome.Deferred deferred -> new Ending.HandedBack(run(), deferred.after());
        };
    ending.complete(
        step.retryIn() != null && last instanceof Ending.Ended failed
            ? new Ending.Postponed(failed, step.retryIn())
            : last);
  }

  private Ending stopped(AttemptOutcome.Stopped stopped) {
    return switch (stopped.cause()) {
      case TIMEOUT -> ended(TaskStatus.TIMED_OUT, FailureCode.ATTEMPT_TIMEOUT, stopped);
      case DEADLINE -> ended(TaskStatus.TIMED_OUT, FailureCode.DEADLINE, stopped);
      case CANCEL -> ended(TaskStatus.CANCELLED, FailureCode.CANCEL_REQUESTED, stopped);
      case DRAIN -> new Ending.HandedBack(run());
      case LOST -> new Ending.Lost(run());
    };
  }

  private Ending ended(TaskStatus status, FailureCode code, AttemptOutcome.Stopped stopped) {
    return ended(status, code, new TaskError(code.name(), stopped.message(), false));
  }

  private Ending ended(TaskStatus status, FailureCode code, TaskError error) {
    return new Ending.Ended(status, code, null, error, List.of(), run());
  }

  private synchronized Ending.Run run() {
    var entries = attempts.entries();
    if (entries.isEmpty()) {
      return new Ending.Run(entries, receivedAt, parts.clock().micros());
    }
    AttemptLog.Entry last = entries.getLast();
    return new Ending.Run(entries, last.startedAt(), last.finishedAt());
  }
}
