package dev.sluice.core.summary;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Durations by type of task. At most {@value #MOST_TYPES} types are told apart, the others are
 * counted together under {@link CountsByName#OTHER}: see {@link FirstNames}.
 */
public final class DurationsByType {

  /** Most types that are told apart: each has a whole distribution. */
  public static final int MOST_TYPES = 20;

  private final FirstNames<DurationTally> types =
      new FirstNames<>(MOST_TYPES, DurationTally::new, DurationTally::add);

  DurationsByType() {}

  /** Durations by type, the others under {@link CountsByName#OTHER} if there are any. */
  public Map<String, DurationTally> all() {
    Map<String, DurationTally> all = types.all();
    all.values().removeIf(durations -> durations.count() == 0);
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
      DurationTally slot = type.equals(CountsByName.OTHER) ? types.others() : types.of(type);
      slot.add(added);
    });
  }

  /** Adds a duration; a negative one is none. */
  void add(String type, long micros) {
    if (micros >= 0) {
      types.of(type).add(micros);
    }
  }

  /** Takes a duration away that was added before. */
  void remove(String type, long micros) {
    types.known(type).remove(micros);
  }

  void add(DurationsByType that) {
    types.add(that.types);
  }

  /** Durations of all types. */
  long count() {
    var count = new LongAdder();
    types.each(durations -> count.add(durations.count()));
    return count.sum();
  }

  /** A fresh tally of all types. */
  DurationTally sum() {
    var sum = new DurationTally();
    types.each(sum::add);
    return sum;
  }

  void write(RowOutput out) {
    types.write(out, DurationTally::write);
  }

  static DurationsByType read(RowInput in) {
    var read = new DurationsByType();
    read.types.read(in, DurationTally::read);
    return read;
  }
}
