package dev.sluice.worker.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one release. Of a long row only the first and the last ones are kept; their
 * numbers show what is missing. Their error messages are bounded together: once those that are kept
 * have {@value #MOST_CHARS} characters, later ones are cut short. Guarded by the execution that
 * owns it.
 */
public final class AttemptLog {

  private static final int KEEP_FIRST = 25;
  private static final int KEEP_LAST = 25;

  private static final int MOST_CHARS = 64 * 1024;
  private static final int SHORT_CHARS = 200;

  private final List<Entry> first = new ArrayList<>(1);
  private final List<Entry> last = new ArrayList<>(0);
  private int chars;

  /**
   * One attempt; times in microseconds since the epoch.
   *
   * @param startedAt 0 where it was stopped before it began
   */
  public record Entry(int number, long startedAt, long finishedAt, AttemptOutcome outcome) {

    boolean ran() {
      return startedAt != 0;
    }

    private int chars() {
      return switch (outcome) {
        case AttemptOutcome.Succeeded succeeded -> 0;
        case AttemptOutcome.Deferred deferred -> 0;
        case AttemptOutcome.Failed failed -> length(failed.error().message());
        case AttemptOutcome.Stopped stopped -> length(stopped.message());
      };
    }

    private static int length(@Nullable String text) {
      return text == null ? 0 : text.length();
    }

    private Entry cut(int most) {
      return chars() <= most
          ? this
          : new Entry(number, startedAt, finishedAt, outcome.withMessageCut(most));
    }
  }

  void add(Entry entry) {
    if (!entry.ran()) {
      return;
    }
    if (last.size() == KEEP_LAST) {
      chars -= last.remove(0).chars();
    }
    Entry kept = entry.cut(Math.max(SHORT_CHARS, MOST_CHARS - chars));
    chars += kept.chars();
    (first.size() < KEEP_FIRST ? first : last).add(kept);
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
