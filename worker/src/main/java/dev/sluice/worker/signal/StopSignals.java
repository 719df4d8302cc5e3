package dev.sluice.worker.signal;

import dev.sluice.records.Release;
import dev.sluice.records.Signal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The latest signals, so that releases that were on their way when one came are stopped too. A
 * signal means releases up to its number, whatever the clocks of the scheduler's machines say.
 * Batch-wide signals are kept apart, so that many for tasks don't push them out. Thread-safe.
 */
public final class StopSignals {

  private static final int MOST = 10_000;

  private final Latest<String> batches = new Latest<>();
  private final Latest<Target> tasks = new Latest<>();

  /** The latest signal of each of the targets that were signalled last. */
  private static final class Latest<K> extends LinkedHashMap<K, Signal> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Signal> eldest) {
      return size() > MOST;
    }

    private void renew(K target, Signal signal) {
      Signal known = remove(target);
      put(
          target,
          known != null && known.getReleaseNumber() > signal.getReleaseNumber() ? known : signal);
    }
  }

  /** One task of a batch. */
  private record Target(String batchId, String taskId) {}

  synchronized void add(Signal signal) {
    if (signal.getTaskId() == null) {
      batches.renew(signal.getBatchId(), signal);
    } else {
      tasks.renew(new Target(signal.getBatchId(), signal.getTaskId()), signal);
    }
  }

  /** The signal that stops a release, if one does. */
  public synchronized Optional<Signal> stopping(Release release) {
    Signal batch = batches.get(release.getBatchId());
    if (batch != null && means(batch, release)) {
      return Optional.of(batch);
    }
    if (tasks.isEmpty()) {
      return Optional.empty();
    }
    Signal task = tasks.get(new Target(release.getBatchId(), release.getTaskId()));
    return task != null && means(task, release) ? Optional.of(task) : Optional.empty();
  }

  /** Whether a signal means a release. */
  static boolean means(Signal signal, Release release) {
    return signal.getBatchId().equals(release.getBatchId())
        && (signal.getTaskId() == null || signal.getTaskId().equals(release.getTaskId()))
        && release.getReleaseNumber() <= signal.getReleaseNumber();
  }

  /** What a stopped task's error says. */
  public static String message(Signal signal) {
    return signal.getReason() == null ? "Cancelled" : signal.getReason();
  }
}
