package dev.sluice.core.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What was seen to happen, and how often: a fault that never strikes tests nothing. */
final class Coverage {

  private final Map<Object, long[]> seen = new HashMap<>();

  void saw(Object what) {
    seen.computeIfAbsent(what, key -> new long[1])[0]++;
  }

  /** Adds what another world saw. */
  void add(Coverage other) {
    other.seen.forEach(
        (what, count) -> seen.computeIfAbsent(what, key -> new long[1])[0] += count[0]);
  }

  long of(Object what) {
    long[] count = seen.get(what);
    return count == null ? 0 : count[0];
  }

  @Override
  public String toString() {
    var lines = new TreeMap<String, Long>();
    seen.forEach((what, count) -> {
      String kind = what instanceof Enum<?> e ? e.getDeclaringClass().getSimpleName() + "." : "";
      lines.put(kind + what, count[0]);
    });
    return lines.toString();
  }
}
