package dev.sluice.worker;

import dev.sluice.worker.gate.GateTerms;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a worker beside its intake's. */
final class WorkerThreads {

  private static final int SENDING_THREADS = 2;
  private static final int MOST_PLATFORM_THREADS = 256;

  private WorkerThreads() {}

  /**
   * For handlers. Platform threads where they are few: the system shares the processors among them,
   * also where some handlers compute without end, and wakes them up on time while other processes
   * are busy; a virtual thread waits for one of as many carriers as there are processors. Where
   * slots are many, virtual threads save the memory of their stacks.
   */
  static Executor forAttempts(WorkerConfig config) {
    GateTerms gates = config.load().gates();
    int most = gates.adaptive() == null ? config.concurrency() : gates.adaptive().max();
    return most <= MOST_PLATFORM_THREADS
        ? cached("sluice-task-")
        : Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sluice-task-", 0).factory());
  }

  /** Platform threads as many as needed; one that has nothing to do ends after a while. */
  static Executor cached(String name) {
    return Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  static ScheduledThreadPoolExecutor timers(String name) {
    var timers =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
    timers.setRemoveOnCancelPolicy(true);
    timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return timers;
  }

  /** What is sent again: few threads, because without brokers each send waits for long. */
  static Executor sending() {
    var sending =
        new ThreadPoolExecutor(
            SENDING_THREADS,
            SENDING_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("sluice-sending-", 0).factory());
    sending.allowCoreThreadTimeOut(true);
    return sending;
  }
}
