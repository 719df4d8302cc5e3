package dev.sluice.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The platform threads of a worker beside its intake's. */
final class WorkerThreads {

  private static final int SENDING_THREADS = 2;

  private WorkerThreads() {}

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
