package dev.sluice.worker.release;

import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.execution.StopCause;
import dev.sluice.worker.heartbeat.HeartbeatPublisher;
import dev.sluice.worker.heartbeat.HeartbeatPublisher.Named;
import dev.sluice.worker.report.ReportPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the heartbeats hold what runs for long. A partition of a release topic goes no further than
 * so many records beyond the oldest that is not completed, so a long task must not keep its
 * delivery: once a heartbeat that names it and then a report of the lease are acknowledged, its
 * delivery is completed while the handler runs on. Beats run on one thread; acknowledgements come
 * on the producer's.
 */
public final class Leasing {

  private static final Logger LOG = LoggerFactory.getLogger(Leasing.class);

  private final LiveExecutions live;
  private final HeartbeatPublisher heartbeats;
  private final ReportPublisher reports;
  private final AnchoredClock clock;
  private final LeaseTerms terms;
  private final LeaseTerm term;
  private final Executor beats;
  private volatile BiConsumer<Holding, Runnable> ifHeld = (holding, lease) -> lease.run();
  private volatile boolean leaving;
  private volatile boolean hurried;

  /**
   * @param beats the one thread that publishes heartbeats
   */
  public Leasing(
      LiveExecutions live,
      HeartbeatPublisher heartbeats,
      ReportPublisher reports,
      AnchoredClock clock,
      LeaseTerms terms,
      Executor beats) {
    this.live = live;
    this.heartbeats = heartbeats;
    this.reports = reports;
    this.clock = clock;
    this.terms = terms;
    this.term = new LeaseTerm(terms.timeout(), clock.nanos());
    this.beats = beats;
  }

  /**
   * Sets who knows which deliveries are held still.
   *
   * @param held runs what it is given, soon, if the delivery is held then
   */
  void through(BiConsumer<Holding, Runnable> held) {
    ifHeld = held;
  }

  /** From now on heartbeats say that the worker goes away, beginning with one at once. */
  public void leave() {
    leaving = true;
    beats.execute(this::beat);
  }

  /** From now on what runs is leased as soon as it can be. Any thread; does not wait. */
  void hurry() {
    if (!hurried) {
      hurried = true;
      beats.execute(this::beatIfDue);
    }
  }

  /** Publishes a heartbeat, and leases what is due. On the beats' thread. */
  public void beat() {
    beat(dueNow(), task -> ifHeld.accept(task.holding(), () -> lease(task)));
  }

  /** The same, but only where something is due. On the beats' thread. */
  public void beatIfDue() {
    if (!dueNow().isEmpty()) {
      beat();
    }
  }

  private Set<LiveTask> dueNow() {
    long now = clock.nanos();
    long after = hurried ? 0 : terms.after().toNanos();
    Set<LiveTask> due = new HashSet<>();
    for (LiveTask task : live.tasks()) {
      if (task.leaseDue(after, now)) {
        due.add(task);
      }
    }
    return due;
  }

  /**
   * Stops what the heartbeats hold when none has reached the brokers for so long that the scheduler
   * takes the worker for gone. Any thread.
   */
  public synchronized void stopWhatIsLost() {
    if (!term.endsNow(clock.nanos())) {
      return;
    }
    for (LiveTask task : live.tasks()) {
      if (task.leasing() && !task.execution().ending().isDone()) {
        LOG.info("{} stops: no heartbeat was published for {}", task.name(), terms.timeout());
        task.giveUp();
        task.execution().stop(StopCause.LOST, "Another worker has the task by now");
      }
    }
  }

  private void beat(Set<LiveTask> due, Consumer<LiveTask> acknowledged) {
    stopWhatIsLost(); // before it is named as if nothing had happened
    List<LiveTask> leased = new ArrayList<>();
    List<LiveTask> running = new ArrayList<>();
    for (LiveTask task : live.tasks()) {
      if (task.givenUp()) {
        continue;
      }
      if (task.leasing()) {
        leased.add(task);
      } else if (!due.contains(task) && task.execution().running().isPresent()) {
        running.add(task);
      }
    }
    int room = Math.max(0, HeartbeatPublisher.MOST_RUNNING - leased.size());
    List<LiveTask> leasedNow = due.stream().limit(room).toList();
    List<Named> named = new ArrayList<>();
    leased.forEach(task -> named.add(named(task, true)));
    leasedNow.forEach(task -> named.add(named(task, true)));
    running.forEach(task -> named.add(named(task, false)));
    long sentAt = clock.nanos();
    var unused =
        heartbeats
            .publish(named, leaving)
            .whenComplete((nothing, error) -> {
              if (error == null) {
                term.said(sentAt);
                leasedNow.forEach(acknowledged);
              }
            });
  }

  private static Named named(LiveTask task, boolean leased) {
    return new Named(task.execution(), task.sinceMicros(), leased);
  }

  private void lease(LiveTask task) {
    boolean goesOn = !task.execution().ending().isDone() && !term.over(clock.nanos());
    if (goesOn && task.beginLease()) {
      reports.publishLease(task.released(), clock.micros(), task::leaseAcknowledged);
    }
  }

  /**
   * Leases these, whose deliveries are held, at once, and waits until each is leased or has ended.
   * On the intake's thread.
   *
   * @return those that are leased when the time is over; the others are not, or nobody knows
   */
  List<LiveTask> leaseNow(Collection<LiveTask> tasks, Duration most) throws InterruptedException {
    Set<LiveTask> due = tasks.stream().filter(LiveTask::leasable).collect(Collectors.toSet());
    beats.execute(() -> beat(due, this::lease));
    var all =
        tasks.stream()
            .map(task -> CompletableFuture.anyOf(task.leased(), task.execution().ending()))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(all).get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Not all tasks could be leased within {}", most, e);
    }
    return tasks.stream().filter(task -> task.leased().isDone()).toList();
  }
}
