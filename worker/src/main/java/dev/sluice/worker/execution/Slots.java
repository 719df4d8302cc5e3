package dev.sluice.worker.execution;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * So many attempts run at a time, each on a thread that runs nothing else meanwhile; the others
 * wait in order of priority, then of arrival. A slot is taken until its attempt's handler returns,
 * even where the attempt was given up before. Thread-safe.
 */
public final class Slots {

  private static final long TURN_NANOS = 200_000;

  private final int capacity;
  private final ThreadFactory threads;
  private final Runnable freed;
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Job> waiting =
      new PriorityQueue<>(Comparator.comparingInt(Job::priority).thenComparingLong(Job::arrival));
  private final RunTimes runTimes;
  private int started; // threads that run a job or look for one
  private int running;

  /** Something to run, most urgent first: smaller numbers come first. */
  public interface Job extends Runnable {

    int priority();

    long arrival();

    /** Whether there is nothing to run any more: a job that was stopped while it waited. */
    boolean obsolete();
  }

  /**
   * @param capacity most jobs at a time
   * @param threads makes the threads; one that is done with a job goes on with a waiting one
   * @param freed told after each job, on the job's thread; must not block
   */
  public Slots(int capacity, ThreadFactory threads, RunTimes runTimes, Runnable freed) {
    this.capacity = capacity;
    this.threads = threads;
    this.runTimes = runTimes;
    this.freed = freed;
  }

  /** Runs a job now, or when a slot is free and no more urgent job waits. */
  public void add(Job job) {
    boolean more;
    lock.lock();
    try {
      waiting.add(job);
      more = moreThreads();
    } finally {
      lock.unlock();
    }
    if (more) {
      startThread();
    }
  }

  /** Whether to start one, which then counts as started. Under the lock. */
  private boolean moreThreads() {
    boolean more = started < capacity && started - running < waiting.size();
    if (more) {
      started++;
    }
    return more;
  }

  private void startThread() {
    threads.newThread(this::runWaiting).start();
  }

  /**
   * A thread takes its job when it runs, not when it is started: one that waits for a processor
   * keeps no job from the threads that have one.
   */
  private void runWaiting() {
    long turn = runTimes.nanos();
    for (Job job = take(); job != null; job = take()) {
      long from = runTimes.nanos();
      boolean broken = true;
      try {
        job.run();
        broken = false;
      } finally {
        runTimes.add(runTimes.nanos() - from);
        free(broken);
      }
      if (runTimes.nanos() - turn > TURN_NANOS) {
        Thread.yield(); // so that short jobs without end let others wake up
        turn = runTimes.nanos();
      }
    }
  }

  /** The most urgent job; null where none waits, and then the thread is to end. */
  private @Nullable Job take() {
    lock.lock();
    try {
      for (Job next = waiting.poll(); next != null; next = waiting.poll()) {
        if (!next.obsolete()) {
          running++;
          return next;
        }
      }
      started--;
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param broken the job threw, which ends the thread: another one goes on
   */
  private void free(boolean broken) {
    boolean more = false;
    lock.lock();
    try {
      running--;
      if (broken) {
        started--;
        more = moreThreads();
      }
    } finally {
      lock.unlock();
    }
    if (more) {
      startThread();
    }
    freed.run();
  }

  public int capacity() {
    return capacity;
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

  /** Slots that could start a job now, less the jobs that wait; negative where more wait. */
  public int room() {
    lock.lock();
    try {
      return capacity - running - waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
