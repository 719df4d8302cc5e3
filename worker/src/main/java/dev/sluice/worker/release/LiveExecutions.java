package dev.sluice.worker.release;

import dev.sluice.records.Release;
import dev.sluice.worker.execution.Execution;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions from their arrival until their end is reported, whether a delivery or the
 * heartbeats hold them. Thread-safe.
 */
public final class LiveExecutions {

  private static final Logger LOG = LoggerFactory.getLogger(LiveExecutions.class);

  private final Set<LiveTask> live = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();

  void add(LiveTask task) {
    live.add(task);
  }

  void remove(LiveTask task) {
    live.remove(task);
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
  Collection<LiveTask> tasks() {
    return live;
  }

  /** Those that are held by one of these. */
  List<LiveTask> holding(Set<Holding> holdings) {
    return live.stream().filter(task -> holdings.contains(task.holding())).toList();
  }

  /** Whether the release runs here by a lease. */
  boolean leased(Release release) {
    return live.stream()
        .anyMatch(task ->
            task.leasing()
                && task.release().getReleaseNumber() == release.getReleaseNumber()
                && task.release().getTaskId().equals(release.getTaskId())
                && task.release().getBatchId().equals(release.getBatchId()));
  }

  /** All of them now. */
  public Stream<Execution> all() {
    return live.stream().map(LiveTask::execution);
  }

  /** Those that heartbeats hold. */
  public int leased() {
    return (int) tasks().stream().filter(task -> task.leased().isDone()).count();
  }

  public int size() {
    return live.size();
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
    var endings = all().map(Execution::ending).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(endings).get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Not all executions have ended in order within {}", most, e);
    }
  }
}
