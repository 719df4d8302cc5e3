package dev.sluice.worker.release;

import dev.sluice.worker.execution.Execution;
import dev.sluice.worker.transport.DeliveryId;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executions from their start until their delivery is settled. Thread-safe. */
public final class LiveExecutions {

  private static final Logger LOG = LoggerFactory.getLogger(LiveExecutions.class);

  private final ConcurrentMap<DeliveryId, Execution> live = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();

  void add(DeliveryId id, Execution execution) {
    live.put(id, execution);
  }

  void remove(DeliveryId id) {
    live.remove(id);
    if (live.isEmpty()) {
      lock.lock();
      try {
        none.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** A view. */
  public Collection<Execution> all() {
    return live.values();
  }

  /** Waits until there are none; false where the time ran out before. */
  public boolean awaitNone(Duration most) throws InterruptedException {
    long left = most.toNanos();
    lock.lock();
    try {
      while (!live.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = none.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until those that there are now have ended, reported or not, but no longer than this. */
  public void awaitEnded(Duration most) throws InterruptedException {
    var endings = live.values().stream().map(Execution::ending).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(endings).get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Not all executions have ended in order within {}", most, e);
    }
  }
}
