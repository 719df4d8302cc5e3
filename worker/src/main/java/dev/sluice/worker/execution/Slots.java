package dev.sluice.worker.execution;

import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.gate.Gates;
import dev.sluice.worker.gate.Pass;
import dev.sluice.worker.gate.TypeLoad;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * So many attempts run at a time, each on a thread that runs nothing else meanwhile; the others
 * wait in order of priority, then of arrival. A slot is taken until its attempt's handler returns,
 * even where the attempt was given up before. What its type does not let begin stands in nobody's
 * way, and is handed back where it would wait for long. Thread-safe.
 */
public final class Slots {

  private static final long TURN_NANOS = 200_000;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Capacity capacity;
  private final Executor threads;
  private final Runnable freed;
  private final ReentrantLock lock = new ReentrantLock();
  private final WaitingLine line;
  private final RunTimes runTimes;
  private final NextLook nextLook;
  private int started; // threads that run a job or look for one
  private int running;

  /** Something to run, most urgent first: smaller numbers come first. */
  public interface Job extends Runnable {

    int priority();

    long arrival();

    /** Whose limits hold for it. */
    default String type() {
      return "";
    }

    /** Whether there is nothing to run any more: a job that was stopped while it waited. */
    boolean obsolete();

    /** Before {@link #run}, where the job's type has limits: who is to hear of its outcome. */
    default void admitted(Pass pass) {}

    /** Instead of {@link #run}: the job is to come again after this time. */
    default void handBack(Duration in) {}
  }

  /**
   * Slots for jobs whose types have no limits.
   *
   * @param capacity most jobs at a time
   * @param threads runs what looks for jobs, each on a thread of its own; one that is done with a
   *     job goes on with a waiting one
   * @param freed told after each job, on the job's thread; must not block
   */
  public Slots(int capacity, Executor threads, RunTimes runTimes, Runnable freed) {
    this(
        Capacity.fixed(capacity),
        new Gates(GateTerms.none(), runTimes::nanos, () -> false),
        threads,
        runTimes,
        null,
        freed);
  }

  /**
   * Like the other one, with limits for types.
   *
   * @param timers looks at gates that open by themselves
   */
  public Slots(
      Capacity capacity,
      Gates gates,
      Executor threads,
      RunTimes runTimes,
      @Nullable ScheduledExecutorService timers,
      Runnable freed) {
    this.capacity = capacity;
    this.threads = threads;
    this.runTimes = runTimes;
    this.nextLook = new NextLook(timers, runTimes::nanos, this::look);
    this.freed = freed;
    this.line =
        new WaitingLine(gates, () -> ThreadLocalRandom.current().nextDouble(), runTimes.nanos());
  }

  /** Runs a job now, or when a slot is free and no more urgent job waits. */
  public void add(Job job) {
    int more;
    List<Lane.Returned> turned;
    lock.lock();
    try {
      line.add(job, runTimes.nanos());
      turned = line.turnAway(runTimes.nanos());
      more = moreThreads();
      nextLook.within(line.lookIn(LOOK_NANOS));
    } finally {
      lock.unlock();
    }
    startThreads(more);
    turned.forEach(Lane.Returned::handBack);
  }

  /** Gates may have opened, and jobs may have waited for too long. */
  private void look() {
    int more;
    List<Lane.Returned> turned;
    lock.lock();
    try {
      nextLook.begun();
      more = moreThreads();
      turned = line.turnAway(runTimes.nanos());
      nextLook.within(line.lookIn(LOOK_NANOS));
    } finally {
      lock.unlock();
    }
    startThreads(more);
    turned.forEach(Lane.Returned::handBack);
    if (!turned.isEmpty()) {
      freed.run();
    }
  }

  /** How many to start, which then count as started. Under the lock. */
  private int moreThreads() {
    int most = limit();
    int useful = Math.min(most - running, line.startable());
    int more = Math.max(0, Math.min(most - started, useful - (started - running)));
    started += more;
    return more;
  }

  private void startThreads(int count) {
    for (int i = 0; i < count; i++) {
      threads.execute(this::runWaiting);
    }
  }

  /**
   * A thread takes its job when it runs, not when it is started: one that waits for a processor
   * keeps no job from the threads that have one.
   */
  private void runWaiting() {
    long turn = runTimes.nanos();
    for (Lane.Admitted next = take(); next != null; next = take()) {
      long from = runTimes.nanos();
      boolean broken = true;
      try {
        if (next.pass() != null) {
          next.job().admitted(next.pass());
        }
        next.job().run();
        broken = false;
      } finally {
        runTimes.add(runTimes.nanos() - from);
        free(next, broken);
      }
      long now = runTimes.nanos();
      if (now - from > TURN_NANOS) {
        turn = now; // a long one: the operating system has seen to the others
      } else if (now - turn > TURN_NANOS) {
        Thread.yield(); // so that short jobs without end let others wake up
        turn = runTimes.nanos();
      }
    }
  }

  /** The most urgent job that may begin; null where none may, and then the thread is to end. */
  private Lane.@Nullable Admitted take() {
    lock.lock();
    try {
      Lane.Admitted next = running < limit() ? line.next() : null;
      if (next == null) {
        started--;
        nextLook.within(line.lookIn(LOOK_NANOS));
      } else {
        running++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param broken the job threw, which ends the thread: another one goes on
   */
  private void free(Lane.Admitted done, boolean broken) {
    int more;
    lock.lock();
    try {
      running--;
      done.lane().left();
      if (done.pass() != null) {
        done.pass().handIn();
      }
      if (broken) {
        started--;
      }
      more = moreThreads();
    } finally {
      lock.unlock();
    }
    startThreads(more);
    freed.run();
  }

  /** Jobs at a time, as things are. */
  public int capacity() {
    if (capacity.fixed()) {
      return capacity.max();
    }
    lock.lock();
    try {
      return limit();
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock. */
  private int limit() {
    return capacity.fixed() ? capacity.max() : capacity.of(line.wanted(capacity.initial()));
  }

  /** Attempts that run and attempts that were given up but don't end. */
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Jobs that wait, for a slot or for their type. */
  public int waiting() {
    lock.lock();
    try {
      return line.size();
    } finally {
      lock.unlock();
    }
  }

  /** Threads that look for a job or are about to. */
  int seeking() {
    lock.lock();
    try {
      return started - running;
    } finally {
      lock.unlock();
    }
  }

  /** How the types that have limits stand. */
  public List<TypeLoad> types() {
    lock.lock();
    try {
      return line.loads();
    } finally {
      lock.unlock();
    }
  }

  /** How many more jobs would begin before the least urgent ones that wait, and which. */
  public Passing passing() {
    lock.lock();
    try {
      int least = line.leastUrgent();
      return new Passing(least, Math.max(0, limit() - line.before(least)));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Slots that could start a job now, less the jobs that wait for one; negative where more wait.
   */
  public int room() {
    lock.lock();
    try {
      return limit() - running - line.competing();
    } finally {
      lock.unlock();
    }
  }
}
