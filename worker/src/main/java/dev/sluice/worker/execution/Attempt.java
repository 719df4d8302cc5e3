package dev.sluice.worker.execution;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.worker.gate.Pass;
import dev.sluice.worker.handler.TaskHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a task. It waits for a slot, runs its handler there, and ends once: by itself, or
 * because it was stopped and either ended in the grace time or was given up.
 */
final class Attempt implements Slots.Job {

  private final Release release;
  private final int number;
  private final Priority urgency;
  private final long arrival;
  private final TaskHandler handler;
  private final ExecutionParts parts;
  private final Headway headway;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<AttemptLog.Entry> ended = new CompletableFuture<>();
  private @Nullable Thread thread;
  private AttemptOutcome.@Nullable Stopped stop;
  private boolean returned;
  private boolean abandoned;
  private long startedAt;
  private @Nullable Pass pass;

  /**
   * @param details what earlier attempts leave for this one, and this one for later ones
   */
  Attempt(
      Release release,
      int number,
      Priority urgency,
      long arrival,
      TaskHandler handler,
      ExecutionParts parts,
      Details details) {
    this.release = release;
    this.number = number;
    this.urgency = urgency;
    this.arrival = arrival;
    this.handler = handler;
    this.parts = parts;
    this.headway = new Headway(details);
  }

  /** Completes once, on the attempt's thread or, where that does not end, on another one. */
  CompletableFuture<AttemptLog.Entry> ended() {
    return ended;
  }

  int number() {
    return number;
  }

  /** Microseconds since the epoch; 0 before it runs. */
  synchronized long startedAt() {
    return startedAt;
  }

  Headway headway() {
    return headway;
  }

  @Override
  public int priority() {
    return urgency.ordinal();
  }

  @Override
  public long arrival() {
    return arrival;
  }

  @Override
  public String type() {
    return release.getType();
  }

  @Override
  public synchronized void admitted(Pass admission) {
    pass = admission;
  }

  @Override
  public void handBack(Duration in) {
    synchronized (this) {
      if (stop != null || returned) {
        return;
      }
      returned = true;
    }
    end(new AttemptOutcome.Deferred(in));
  }

  @Override
  public boolean obsolete() {
    return ended.isDone();
  }

  @Override
  public void run() {
    long begin = parts.clock().nanos();
    long now = parts.clock().microsAt(begin);
    TimeLimit limit = TimeLimit.of(release, now);
    if (limit.passed()) {
      stop(limit.cause(), limit.message());
      return;
    }
    if (!begin(now)) {
      return;
    }
    Future<?> timer = limit.limited() ? startTimer(limit) : null;
    ExecutionWatch.Watched watched = parts.watch().begins(release, number);
    AttemptOutcome outcome = call(limit, now);
    if (timer != null) {
      timer.cancel(false);
    }
    AttemptOutcome last = finish(outcome);
    watched.ended(last);
    end(last);
  }

  private synchronized boolean begin(long now) {
    if (stop != null) {
      return false;
    }
    startedAt = now;
    thread = Thread.currentThread();
    return true;
  }

  private Future<?> startTimer(TimeLimit limit) {
    return parts
        .timers()
        .schedule(() -> stop(limit.cause(), limit.message()), limit.nanos(), TimeUnit.NANOSECONDS);
  }

  private AttemptOutcome call(TimeLimit limit, long now) {
    ExecutionSettings settings = parts.settings();
    var spawned = new SpawnedTasks(release, settings.limits(), settings.spawn());
    var context =
        new AttemptContext(
            release,
            number,
            settings.limits().outputBytes(),
            limit.limited() ? limit.at(now) : null,
            cancellation,
            spawned,
            headway);
    try {
      return success(handler.handle(context), spawned);
    } catch (OutOfMemoryError e) {
      parts.fatal().accept(e);
      return Failures.thrown(e, settings.limits().errorTextChars());
    } catch (Throwable e) { // whatever a handler throws is the attempt's failure, not the worker's
      return spawned
          .tooMany(0)
          .map(why -> Failures.of(FailureCode.TOO_MANY_SPAWNED, why))
          .orElseGet(() -> Failures.thrown(e, settings.limits().errorTextChars()));
    } finally {
      spawned.close();
    }
  }

  private AttemptOutcome success(Content output, SpawnedTasks spawned) {
    int most = parts.settings().limits().outputBytes();
    if (output.size() > most) {
      return Failures.of(
          FailureCode.OUTPUT_TOO_LARGE,
          "The output has " + output.size() + " bytes, the limit is " + most);
    }
    List<TaskSpec> tasks = spawned.close();
    return spawned
        .tooMany(output.size())
        .<AttemptOutcome>map(why -> Failures.of(FailureCode.TOO_MANY_SPAWNED, why))
        .orElseGet(() -> new AttemptOutcome.Succeeded(output, tasks));
  }

  /** From here on the thread is not interrupted any more. */
  private synchronized AttemptOutcome finish(AttemptOutcome outcome) {
    returned = true;
    Thread.interrupted();
    if (abandoned) {
      parts.abandoned().remove(name(), release.getType());
    }
    return stop == null || doneBeforeLeaving(stop, outcome) ? outcome : stop;
  }

  /** The worker goes away, but the work was done before: nobody has to do it again. */
  private static boolean doneBeforeLeaving(AttemptOutcome.Stopped stop, AttemptOutcome outcome) {
    return stop.cause() == StopCause.DRAIN && outcome instanceof AttemptOutcome.Succeeded;
  }

  private void end(AttemptOutcome outcome) {
    headway.close();
    var entry = new AttemptLog.Entry(number, startedAt(), parts.clock().micros(), outcome);
    judge(entry);
    ended.complete(entry);
  }

  private void judge(AttemptLog.Entry entry) {
    Pass told;
    synchronized (this) {
      told = pass;
    }
    if (told != null) {
      long micros = entry.ran() ? entry.finishedAt() - entry.startedAt() : 0;
      told.judge(Verdicts.of(entry.outcome()), TimeUnit.MICROSECONDS.toNanos(micros));
    }
  }

  /** Stops the attempt: at once where it has not begun, else by interrupting its handler. */
  void stop(StopCause cause, String message) {
    var stopped = new AttemptOutcome.Stopped(cause, message);
    boolean begun;
    synchronized (this) {
      if (stop != null || returned) {
        return;
      }
      // Decided here once: who begins after this sees the stop and leaves the ending to it.
      stop = stopped;
      begun = thread != null;
      returned = !begun;
    }
    if (begun) {
      interrupt();
    } else {
      end(stopped);
    }
  }

  /** The handler's own actions run aside: they may block, and the caller may be the timers. */
  private void interrupt() {
    List<Runnable> actions = cancellation.request();
    if (!actions.isEmpty()) {
      parts.aside().execute(() -> Cancellation.tell(actions));
    }
    synchronized (this) {
      if (thread != null && !returned) {
        thread.interrupt();
        long grace = parts.settings().stopGrace().toNanos();
        var unused = parts.timers().schedule(this::abandon, grace, TimeUnit.NANOSECONDS);
      }
    }
  }

  private void abandon() {
    AttemptOutcome outcome;
    synchronized (this) {
      if (returned || stop == null) {
        return;
      }
      abandoned = true;
      outcome = stop;
    }
    parts.abandoned().add(name(), release.getType());
    parts.aside().execute(() -> end(outcome));
  }

  private String name() {
    return release.getBatchId() + "/" + release.getTaskId();
  }
}
