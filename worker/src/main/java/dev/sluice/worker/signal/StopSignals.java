package dev.sluice.worker.signal;

import dev.sluice.records.Release;
import dev.sluice.records.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The latest signals, so that releases that were on their way when one came are stopped too. A
 * signal means releases up to its number that were released before it was given. Thread-safe.
 */
public final class StopSignals {

  private static final int MOST = 10_000;

  private final Map<Target, Signal> latest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Target, Signal> eldest) {
          return size() > MOST;
        }
      };

  /** A batch, or one task of it. */
  private record Target(String batchId, String taskId) {}

  void add(Signal signal) {
    String task = signal.getTaskId() == null ? "" : signal.getTaskId();
    synchronized (latest) {
      latest.put(new Target(signal.getBatchId(), task), signal);
    }
  }

  /** The signal that stops a release, if one does. */
  public Optional<Signal> stopping(Release release) {
    synchronized (latest) {
      if (latest.isEmpty()) {
        return Optional.empty();
      }
      Signal batch = latest.get(new Target(release.getBatchId(), ""));
      if (batch != null && means(batch, release)) {
        return Optional.of(batch);
      }
      Signal task = latest.get(new Target(release.getBatchId(), release.getTaskId()));
      return task != null && means(task, release) ? Optional.of(task) : Optional.empty();
    }
  }

  /** Whether a signal means a release. */
  static boolean means(Signal signal, Release release) {
    return signal.getBatchId().equals(release.getBatchId())
        && (signal.getTaskId() == null || signal.getTaskId().equals(release.getTaskId()))
        && release.getReleaseNumber() <= signal.getReleaseNumber()
        && release.getReleasedAt() <= signal.getAt();
  }

  /** What a stopped task's error says. */
  public static String message(Signal signal) {
    return signal.getReason() == null ? "Cancelled" : signal.getReason();
  }
}
