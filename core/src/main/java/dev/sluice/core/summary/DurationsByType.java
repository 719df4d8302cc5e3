package dev.sluice.core.summary;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Durations by type of task. At most {@value #MOST_TYPES} types are told apart: the first ones in
 * the order of names, so that it makes no difference in which order results come; the others are
 * counted together under {@link CountsByName#OTHER}.
 */
public final class DurationsByType {

  /** Most types that are told apart: each has a whole distribution. */
  public static final int MOST_TYPES = 20;

  private final TreeMap<String, DurationTally> types = new TreeMap<>();
  private final DurationTally other = new DurationTally();

  DurationsByType() {}

  /** Durations by type, the others under {@link CountsByName#OTHER} if there are any. */
  public Map<String, DurationTally> all() {
    var all = new TreeMap<>(types);
    all.values().removeIf(durations -> durations.count() == 0);
    if (other.count() > 0) {
      all.merge(CountsByName.OTHER, other, DurationTally::plus);
    }
    return Collections.unmodifiableMap(all);
  }

  /** These durations and those, as if they had been added to one. */
  public static Map<String, DurationTally> merged(
      Map<String, DurationTally> these, Map<String, DurationTally> those) {
    var merged = new DurationsByType();
    merged.addAll(these);
    merged.addAll(those);
    return merged.all();
  }

  private void addAll(Map<String, DurationTally> durations) {
    durations.forEach((type, added) -> {
      DurationTally slot = type.equals(CountsByName.OTHER) ? other : slot(type);
      slot.add(added);
    });
  }

  /** Adds a duration; a negative one is none. */
  void add(String type, long micros) {
    if (micros >= 0) {
      slot(type).add(micros);
    }
  }

  /** Takes a duration away that was added before. */
  void remove(String type, long micros) {
    types.getOrDefault(type, other).remove(micros);
  }

  void add(DurationsByType that) {
    that.types.forEach((type, added) -> slot(type).add(added));
    other.add(that.other);
  }

  private DurationTally slot(String type) {
    DurationTally known = types.get(type);
    if (known != null) {
      return known;
    }
    if (types.size() >= MOST_TYPES) {
      if (type.compareTo(types.lastKey()) > 0) {
        return other;
      }
      other.add(types.pollLastEntry().getValue());
    }
    var fresh = new DurationTally();
    types.put(type, fresh);
    return fresh;
  }

  /** Durations of all types. */
  long count() {
    long count = other.count();
    for (DurationTally durations : types.values()) {
      count += durations.count();
    }
    return count;
  }

  /** A fresh tally of all types. */
  DurationTally sum() {
    var sum = new DurationTally();
    types.values().forEach(sum::add);
    sum.add(other);
    return sum;
  }

  void write(RowOutput out) {
    out.number(types.size());
    types.forEach((type, durations) -> {
      out.text(type);
      durations.write(out);
    });
    other.write(out);
  }

  static DurationsByType read(RowInput in) {
    var read = new DurationsByType();
    for (long left = in.number(); left > 0; left--) {
      read.types.put(in.text(), DurationTally.read(in));
    }
    read.other.add(DurationTally.read(in));
    return read;
  }
}
