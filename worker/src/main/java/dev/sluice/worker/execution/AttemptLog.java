package dev.sluice.worker.execution;

import java.util.ArrayList;
import java.util.List;

/**
 * The attempts of one release. Of a long row only the first and the last ones are kept; their
 * numbers show what is missing. Guarded by the execution that owns it.
 */
public final class AttemptLog {

  private static final int KEEP_FIRST = 25;
  private static final int KEEP_LAST = 25;

  private final List<Entry> first = new ArrayList<>(1);
  private final List<Entry> last = new ArrayList<>(0);

  /**
   * One attempt; times in microseconds since the epoch.
   *
   * @param startedAt 0 where it was stopped before it began
   */
  public record Entry(int number, long startedAt, long finishedAt, AttemptOutcome outcome) {

    boolean ran() {
      return startedAt != 0;
    }
  }

  void add(Entry entry) {
    if (!entry.ran()) {
      return;
    }
    if (first.size() < KEEP_FIRST) {
      first.add(entry);
      return;
    }
    if (last.size() == KEEP_LAST) {
      last.remove(0);
    }
    last.add(entry);
  }

  List<Entry> entries() {
    if (last.isEmpty()) {
      return List.copyOf(first);
    }
    var all = new ArrayList<Entry>(first);
    all.addAll(last);
    return List.copyOf(all);
  }
}
