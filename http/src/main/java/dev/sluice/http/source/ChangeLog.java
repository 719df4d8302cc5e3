package dev.sluice.http.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last changes, numbered from 1. Readers come for what they have not seen; nothing is kept for
 * them, so a slow one costs no memory and may find that it has missed some. Thread-safe.
 */
final class ChangeLog {

  private final int most;
  private final ArrayDeque<Change> changes = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private long last;
  private boolean closed;

  /**
   * @param most changes that are kept
   */
  ChangeLog(int most) {
    this.most = most;
  }

  /**
   * A change.
   *
   * @param kind {@code batch}, {@code task}, {@code cleared} or {@code worker}
   * @param data one line of JSON
   */
  record Change(long number, String kind, String batchId, String data) {}

  /**
   * What a reader found.
   *
   * @param upTo the last number that it need not ask for again
   * @param missed whether changes between are gone
   */
  record Tail(List<Change> changes, long upTo, boolean missed, boolean closed) {

    Tail {
      changes = List.copyOf(changes);
    }
  }

  void add(String kind, String batchId, String data) {
    lock.lock();
    try {
      last++;
      changes.add(new Change(last, kind, batchId, data));
      if (changes.size() > most) {
        changes.removeFirst();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The number of the last change; 0 before the first. */
  long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The changes after a number, or none when none came in time.
   *
   * @param after as {@link Tail#upTo} said; one that never was counts as missed
   * @param limit most changes
   */
  Tail after(long after, int limit, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (after == last && !closed && nanos > 0) {
        nanos = more.awaitNanos(nanos);
      }
      long oldest = changes.isEmpty() ? last + 1 : changes.getFirst().number();
      if (after > last || after < oldest - 1) {
        return new Tail(List.of(), last, true, closed);
      }
      List<Change> found = new ArrayList<>();
      for (Change change : changes) {
        if (change.number() > after && found.size() < limit) {
          found.add(change);
        }
      }
      return new Tail(found, found.isEmpty() ? after : found.getLast().number(), false, closed);
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any longer. */
  void close() {
    lock.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
