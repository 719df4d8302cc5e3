package dev.sluice.observability;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the number of values of a label bounded: the first so many names stand for themselves, all
 * later ones are {@link #OTHER}. Names come from whoever may submit tasks. Thread-safe.
 */
public final class CappedNames {

  /** What the names beyond the bound are called. */
  public static final String OTHER = "other";

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  public CappedNames(int most) {
    this.most = most;
  }

  /** The name, or {@link #OTHER}. */
  public String of(String name) {
    if (known.contains(name)) {
      return name;
    }
    synchronized (known) {
      if (known.size() < most) {
        known.add(name);
      }
    }
    return known.contains(name) ? name : OTHER;
  }
}
