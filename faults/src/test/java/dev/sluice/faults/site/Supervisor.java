package dev.sluice.faults.site;

import java.util.concurrent.atomic.AtomicInteger;

/** Keeps a worker running: starts another where one ended, as an operating system would. */
public final class Supervisor implements AutoCloseable {

  private final Pool pool;
  private final String id;
  private final WorkerPlan plan;
  private final AtomicInteger ends = new AtomicInteger();
  private final Thread thread;
  private volatile boolean wanted = true;
  private volatile SluiceProcess process;

  Supervisor(Pool pool, String id, WorkerPlan plan) {
    this.pool = pool;
    this.id = id;
    this.plan = plan;
    this.process = pool.starting(id + "-0", plan);
    this.thread = Thread.ofVirtual().name("supervisor-" + id).start(this::watch);
  }

  private void watch() {
    while (wanted) {
      process.awaitEnd();
      int number = ends.incrementAndGet();
      if (wanted) {
        process = pool.starting(id + "-" + number, plan);
      }
    }
  }

  /** How often the worker has ended. */
  public int ends() {
    return ends.get();
  }

  /** The worker that runs now. */
  public SluiceProcess process() {
    return process;
  }

  @Override
  public void close() throws InterruptedException {
    wanted = false;
    process.close();
    thread.join(1_000);
    process.close();
  }
}
