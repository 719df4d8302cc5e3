package dev.sluice.scheduler.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened, over all partitions of this process. Thread-safe. */
public final class EffectCounts {

  private final ConcurrentHashMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  LongAdder counter(String what) {
    return counts.computeIfAbsent(what, name -> new LongAdder());
  }

  /** How often this happened; 0 for what never did. */
  public long of(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  /** All counts by name. */
  public Map<String, Long> all() {
    var all = new TreeMap<String, Long>();
    counts.forEach((what, count) -> all.put(what, count.sum()));
    return all;
  }
}
