package dev.sluice.worker.execution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/**
 * So many attempts run at a time, each on a thread of its own; the others wait in order of
 * priority, then of arrival. A slot is taken until its thread ends, even where the attempt was
 * given up before. Thread-safe.
 */
public final class Slots {

  private final int capacity;
  private final ThreadFactory threads;
  private final Runnable freed;
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Job> waiting =
      new PriorityQueue<>(Comparator.comparingInt(Job::priority).thenComparingLong(Job::arrival));
  private final RunTimes runTimes;
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
   * @param threads makes a new thread for each job
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
    lock.lock();
    try {
      waiting.add(job);
    } finally {
      lock.unlock();
    }
    startWaiting();
  }

  private void startWaiting() {
    for (Job job : takeStartable()) {
      threads.newThread(() -> occupy(job)).start();
    }
  }

  private List<Job> takeStartable() {
    lock.lock();
    try {
      if (running >= capacity || waiting.isEmpty()) {
        return List.of();
      }
      List<Job> startable = new ArrayList<>();
      while (running < capacity && !waiting.isEmpty()) {
        Job next = waiting.remove();
        if (!next.obsolete()) {
          running++;
          startable.add(next);
        }
      }
      return startable;
    } finally {
      lock.unlock();
    }
  }

  private void occupy(Job job) {
    long from = runTimes.nanos();
    try {
      job.run();
    } finally {
      runTimes.add(runTimes.nanos() - from);
      lock.lock();
      try {
        running--;
      } finally {
        lock.unlock();
      }
      startWaiting();
      freed.run();
    }
  }

  public int capacity() {
    return capacity;
  }

  /** Threads that are alive: attempts that run and attempts that were given up but don't end. */
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
