package dev.sluice.client.actions;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted last under which id: the ledger knows of it a moment later only. Two requests
 * for one id come one after the other. Thread-safe.
 */
public final class RecentSubmissions {

  private static final int MOST = 10_000;
  private static final int LOCKS = 64;
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private record Noted(String fingerprint, long at) {}

  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);
  private final Map<String, Noted> fingerprints =
      new LinkedHashMap<>() {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Noted> eldest) {
          return size() > MOST;
        }
      };
  private final ReentrantLock book = new ReentrantLock();

  /** Submits something, or finds that it was; throws if it must not be. */
  @FunctionalInterface
  public interface Submission {

    /**
     * @param before the fingerprint under this id; null: none is known here
     * @return whether it was new
     */
    boolean submit(@Nullable String before);
  }

  /**
   * Submits under an id, after what others submit under it now, and remembers it if that was well.
   *
   * @param fingerprint of what is submitted
   * @return whether it was new
   */
  public boolean inTurn(String id, Submission submission, String fingerprint) {
    ReentrantLock lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
    lock.lock();
    try {
      boolean created = submission.submit(known(id));
      note(id, fingerprint);
      return created;
    } finally {
      lock.unlock();
    }
  }

  /** The batch of this id is gone, or goes. */
  public void forget(String id) {
    book.lock();
    try {
      fingerprints.remove(id);
    } finally {
      book.unlock();
    }
  }

  private @Nullable String known(String id) {
    book.lock();
    try {
      Noted noted = fingerprints.get(id);
      return noted == null || System.nanoTime() - noted.at() > MOST_NANOS
          ? null
          : noted.fingerprint();
    } finally {
      book.unlock();
    }
  }

  private void note(String id, String fingerprint) {
    book.lock();
    try {
      fingerprints.put(id, new Noted(fingerprint, System.nanoTime()));
    } finally {
      book.unlock();
    }
  }
}
