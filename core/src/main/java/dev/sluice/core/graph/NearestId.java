package dev.sluice.core.graph;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id that was probably meant by one that is not there: the one with the smallest edit
 * distance, at most a third of its length. Work is bounded over all questions, because a batch of a
 * million tasks may ask many.
 */
final class NearestId {

  private static final long MAX_STEPS = 50_000_000;

  private final List<String> known;
  private long steps;

  NearestId(List<String> known) {
    this.known = known;
  }

  @Nullable String to(String wanted) {
    int best = Math.max(1, Math.min(4, wanted.length() / 3)) + 1;
    String nearest = null;
    for (String candidate : known) {
      if (steps > MAX_STEPS) {
        break;
      }
      steps++;
      if (Math.abs(candidate.length() - wanted.length()) < best) {
        int distance = distance(wanted, candidate, best);
        if (distance < best) {
          best = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /** The edit distance, where a swap of neighbours is one edit; stops at {@code limit}. */
  private int distance(String a, String b, int limit) {
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      int smallest = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int distance = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          distance = Math.min(distance, beforePrevious[j - 2] + 1);
        }
        current[j] = distance;
        smallest = Math.min(smallest, distance);
      }
      steps += b.length();
      if (smallest >= limit) {
        return limit;
      }
      int[] free = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = free;
    }
    return previous[b.length()];
  }
}
