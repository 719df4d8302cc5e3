package dev.sluice.scheduler.intake;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * Whose turn it is: that of the most urgent who wait, but everybody who waits has his floor of all
 * turns.
 */
final class Turns {

  private static final int WHOLE = 100;

  private final Map<Urgency, Integer> saved = new EnumMap<>(Urgency.class);

  /**
   * Who has the next turn.
   *
   * @param waiting at least one, in their order
   */
  Urgency next(SortedSet<Urgency> waiting) {
    saved.keySet().retainAll(waiting);
    Urgency first = waiting.first();
    Urgency chosen = first;
    for (Urgency one : waiting) {
      if (one != first && saved.merge(one, one.floor(), Integer::sum) >= WHOLE && chosen == first) {
        chosen = one;
      }
    }
    saved.computeIfPresent(chosen, (one, turns) -> Math.max(0, turns - WHOLE));
    return chosen;
  }
}
