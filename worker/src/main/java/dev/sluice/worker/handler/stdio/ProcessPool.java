package dev.sluice.worker.handler.stdio;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one type: started when there are tasks for them, so many at most, each with one
 * task at a time. Thread-safe.
 */
final class ProcessPool implements AutoCloseable {

  private final Starter starter;
  private final Semaphore free;
  private final Deque<LongProcess> idle = new ArrayDeque<>();
  private final Set<LongProcess> all = new HashSet<>();
  private final Backoff backoff = new Backoff();
  private boolean closed;

  /** Starts a process. */
  interface Starter {
    LongProcess start() throws IOException;
  }

  ProcessPool(int most, Starter starter) {
    this.free = new Semaphore(most, true);
    this.starter = starter;
  }

  /** A process for one task, which has to come back; waits for one if all are at work. */
  LongProcess take() throws IOException, InterruptedException {
    free.acquire();
    try {
      LongProcess process = ready();
      if (process == null) {
        Thread.sleep(pause());
        process = start();
      }
      return process;
    } catch (IOException | InterruptedException | RuntimeException e) {
      free.release();
      throw e;
    }
  }

  private synchronized @Nullable LongProcess ready() {
    for (LongProcess next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (next.ready()) {
        return next;
      }
      end(next);
    }
    return null;
  }

  private synchronized Duration pause() {
    return backoff.pause();
  }

  private LongProcess start() throws IOException {
    LongProcess process;
    try {
      process = starter.start();
    } catch (IOException e) {
      synchronized (this) {
        backoff.died();
      }
      throw e;
    }
    synchronized (this) {
      all.add(process);
      if (closed) {
        end(process);
        throw new IOException("The worker ends");
      }
    }
    return process;
  }

  /** It has done its task and waits for the next. */
  void giveBack(LongProcess process) {
    synchronized (this) {
      backoff.worked();
      if (closed) {
        end(process);
      } else {
        idle.addFirst(process);
      }
    }
    free.release();
  }

  /**
   * It can't be used again.
   *
   * @param died by itself, so that the next one is not started at once
   */
  void discard(LongProcess process, boolean died) {
    synchronized (this) {
      if (died) {
        backoff.died();
      }
      end(process);
    }
    free.release();
  }

  private void end(LongProcess process) {
    all.remove(process);
    process.kill();
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.clear();
    Set.copyOf(all).forEach(this::end);
  }
}
