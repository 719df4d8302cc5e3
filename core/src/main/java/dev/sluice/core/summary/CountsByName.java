package dev.sluice.core.summary;

import dev.sluice.core.task.TaskStatus;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts by type, group, worker or priority. At most {@value #MOST_NAMES} names are told apart: the
 * first ones in the order of names, so that it makes no difference in which order results come; the
 * others are counted together under {@value #OTHER}.
 */
public final class CountsByName {

  /** Most names that are told apart. */
  public static final int MOST_NAMES = 1000;

  /** The name of all others. No task type, group or worker should be called so. */
  public static final String OTHER = "(other)";

  private final TreeMap<String, StatusCounts> counts = new TreeMap<>();
  private final StatusCounts other = new StatusCounts();

  CountsByName() {}

  /** Counts by name, the others under {@link #OTHER} if there are any. */
  public Map<String, StatusCounts> all() {
    var all = new TreeMap<>(counts);
    all.values().removeIf(count -> count.total() == 0);
    if (other.total() > 0) {
      all.merge(OTHER, other, StatusCounts::plus);
    }
    return Collections.unmodifiableMap(all);
  }

  void add(@Nullable String name, TaskStatus status, long number) {
    if (name != null) {
      slot(name).add(status, number);
    }
  }

  void add(CountsByName that) {
    that.counts.forEach((name, added) -> slot(name).add(added));
    other.add(that.other);
  }

  private StatusCounts slot(String name) {
    StatusCounts known = counts.get(name);
    if (known != null) {
      return known;
    }
    if (counts.size() >= MOST_NAMES) {
      if (name.compareTo(counts.lastKey()) > 0) {
        return other;
      }
      other.add(counts.pollLastEntry().getValue());
    }
    var fresh = new StatusCounts();
    counts.put(name, fresh);
    return fresh;
  }

  void write(RowOutput out) {
    out.number(counts.size());
    counts.forEach((name, count) -> {
      out.text(name);
      count.write(out);
    });
    other.write(out);
  }

  static CountsByName read(RowInput in) {
    var read = new CountsByName();
    for (long left = in.number(); left > 0; left--) {
      read.counts.put(in.text(), StatusCounts.read(in));
    }
    read.other.add(StatusCounts.read(in));
    return read;
  }
}
