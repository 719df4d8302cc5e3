package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes releases into its slots, runs attempts as the script says, and reports. */
final class Worker {

  /** A task that was lost with so many workers is not run any more. */
  private static final int MOST_LOST = 3;

  /** No slot waits longer for a retry. */
  private static final long INLINE_LIMIT = Agenda.SECOND;

  private static final long LOCK = 2 * Agenda.SECOND;

  private final String pool;
  private final int slots;
  private final World.Surroundings around;
  private final Reporter reporter;
  private final ReleaseQueue queue;
  private final Scenario scenario;
  private final Runs runs;
  private final Heartbeats heartbeats;
  private final Runnable capacityChanged;
  private final Set<Heartbeats.Name> stopped = new HashSet<>();
  private final List<Run> running = new ArrayList<>();
  private final List<Runnable> postponed = new ArrayList<>();
  private final long clockSkew;
  private int life;
  private boolean up = true;
  private boolean paused;
  private boolean draining;

  Worker(
      String id,
      String pool,
      int slots,
      World.Surroundings around,
      Broker broker,
      ReleaseQueue queue,
      Scenario scenario,
      Runs runs,
      Heartbeats heartbeats,
      Runnable capacityChanged) {
    this.pool = pool;
    this.slots = slots;
    this.around = around;
    this.reporter = new Reporter(id, around, broker);
    this.queue = queue;
    this.scenario = scenario;
    this.runs = runs;
    this.heartbeats = heartbeats;
    this.capacityChanged = capacityChanged;
    this.clockSkew = around.chance().oneIn(4) ? around.chance().between(-10 * LOCK, 10 * LOCK) : 0;
  }

  String pool() {
    return pool;
  }

  int liveSlots() {
    return up && !paused && !draining ? slots : 0;
  }

  /** There may be something to take. */
  void offer() {
    while (liveSlots() > running.size()) {
      Delivery delivery = queue.take();
      if (delivery == null) {
        return;
      }
      Run run = new Run(delivery);
      running.add(run);
      if (run.lost() >= MOST_LOST) {
        report(run, Finish.workerLost());
      } else if (stopped.contains(Heartbeats.Name.of(delivery.release))) {
        report(run, Finish.stopped("STOPPED_BEFORE"));
      } else if (isLastChance(run) && running.stream().filter(Worker::isLastChance).count() > 1) {
        report(run, Finish.handedBack(2 * Agenda.SECOND));
      } else {
        runs.begin(delivery.release);
        heartbeats.name(run);
        begin(run);
      }
    }
  }

  private static boolean isLastChance(Run run) {
    return run.lost() == MOST_LOST - 1;
  }

  /** Answers for a task that runs for long, and is done with its delivery. */
  private void lease(Run run) {
    if (run.over || run.leased) {
      return;
    }
    run.leased = true;
    int thisLife = life;
    reporter.lease(
        run,
        () -> life == thisLife,
        () -> later(thisLife, 0, () -> queue.accept(run.delivery, run.lock)));
  }

  private void begin(Run run) {
    Effect.ReleaseTask release = run.delivery.release;
    int number = release.attemptBase() + run.attempts + 1;
    run.startedAt = clock();
    Script.Outcome outcome =
        scenario.script(release.batchId()).attempt(release.task(), release.round(), number);
    long micros = outcome.micros();
    if (outcome.killsWorker()) {
      around.faults().struck(Fault.POISON);
      later(micros, this::crash);
    } else {
      later(micros, () -> attemptEnded(run, outcome));
    }
    if (around.chance().oneIn(3)) {
      later(around.chance().between(0, micros), () -> lease(run));
    }
    mishaps(micros);
  }

  private void mishaps(long micros) {
    long when = around.chance().between(0, 2 * micros);
    if (around.faults().strikes(Fault.WORKER_CRASH)) {
      later(when, this::crash);
    }
    if (around.faults().strikes(Fault.WORKER_PAUSE)) {
      later(when, this::pause);
    }
    if (around.faults().strikes(Fault.HAND_BACK)) {
      later(when, this::drain);
    }
  }

  private void attemptEnded(Run run, Script.Outcome outcome) {
    if (run.over) {
      return;
    }
    run.attempts++;
    TaskSpec task = run.delivery.release.task();
    long retryIn = -1;
    if (outcome.status() != TaskStatus.SUCCEEDED) {
      int attempts = run.delivery.release.attemptBase() + run.attempts;
      boolean allowed = attempts < RetriesWithinPolicy.attemptsAllowed(task);
      boolean again = allowed && Script.retryable(outcome, task);
      long delay = delay(task, attempts);
      if (again && delay <= INLINE_LIMIT) {
        later(
            delay,
            () -> {
              if (!run.over) {
                begin(run);
              }
            });
        return;
      }
      boolean greedy = !allowed && around.faults().strikes(Fault.GREEDY_RETRY);
      retryIn = again || greedy ? delay : -1;
    }
    report(run, Finish.of(outcome, retryIn));
  }

  private long delay(TaskSpec task, int attempts) {
    return task.retry() == null
        ? Agenda.MILLI
        : task.retry().delayBefore(attempts, 0.5).toNanos() / 1000;
  }

  /** A signal: the ledger does not want these any more. */
  void stop(Effect.StopTask stop) {
    if (stop.taskId() != null) { // one that is down reads it when it comes up
      stopped.add(new Heartbeats.Name(stop.batchId(), stop.taskId(), stop.releaseNumber()));
    }
    if (!up) {
      return;
    }
    for (Run run : List.copyOf(running)) {
      Effect.ReleaseTask release = run.delivery.release;
      boolean meant =
          release.batchId().equals(stop.batchId())
              && (stop.taskId() == null || stop.taskId().equals(release.task().id()))
              && release.releaseNumber() <= stop.releaseNumber();
      if (meant && !run.over && !around.faults().strikes(Fault.IGNORED_STOP)) {
        report(run, Finish.stopped(stop.reason()));
      }
    }
  }

  private void report(Run run, Finish finish) {
    run.over = true;
    int thisLife = life;
    reporter.send(
        run, finish, clock(), () -> life == thisLife, () -> later(thisLife, 0, () -> leave(run)));
  }

  private void leave(Run run) {
    queue.accept(run.delivery, run.lock);
    heartbeats.drop(run);
    running.remove(run);
    offer();
  }

  private void crash() {
    running.forEach(this::loseLock);
    running.clear();
    postponed.clear();
    life++;
    up = false;
    paused = false;
    draining = false;
    capacityChanged.run();
    later(
        around.chance().magnitude(Agenda.MILLI, 5 * Agenda.SECOND),
        () -> {
          up = true;
          capacityChanged.run();
          offer();
        });
  }

  private void loseLock(Run run) {
    runs.interrupt();
    around
        .agenda()
        .after(
            around.chance().between(LOCK / 4, LOCK),
            () -> {
              heartbeats.drop(run);
              queue.expire(run.delivery, run.lock);
            });
  }

  /**
   * Stands still: what is due meanwhile happens afterwards, and its locks are lost if that is long.
   */
  private void pause() {
    if (paused) {
      return;
    }
    paused = true;
    capacityChanged.run();
    boolean tooLong = around.chance().oneIn(2);
    if (tooLong) {
      running.forEach(this::loseLock);
    }
    int thisLife = life;
    around
        .agenda()
        .after(
            tooLong ? around.chance().between(LOCK, 5 * LOCK) : LOCK / 5,
            () -> {
              if (life == thisLife) {
                paused = false;
                running.forEach(heartbeats::name);
                capacityChanged.run();
                List<Runnable> due = List.copyOf(postponed);
                postponed.clear();
                due.forEach(action -> later(0, action));
                offer();
              }
            });
  }

  /** Hands back what it runs, and is there again after a while. */
  private void drain() {
    if (draining) {
      return;
    }
    draining = true;
    capacityChanged.run();
    for (Run run : List.copyOf(running)) {
      if (!run.over) {
        runs.interrupt();
        run.attempts = 0;
        report(run, Finish.handedBack(0));
      }
    }
    later(
        around.chance().magnitude(100 * Agenda.MILLI, 5 * Agenda.SECOND),
        () -> {
          draining = false;
          capacityChanged.run();
          offer();
        });
  }

  private long clock() {
    return around.agenda().now() + clockSkew;
  }

  private void later(long delay, Runnable action) {
    later(life, delay, action);
  }

  /** Does it unless the worker is gone by then, and not while it stands still. */
  private void later(int ofLife, long delay, Runnable action) {
    around
        .agenda()
        .after(
            delay,
            () -> {
              if (life == ofLife && paused) {
                postponed.add(action);
              } else if (life == ofLife) {
                action.run();
              }
            });
  }
}
