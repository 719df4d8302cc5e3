package dev.sluice.core.summary;

import dev.sluice.core.task.TaskStatus;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts by type, group, worker or priority. At most {@value #MOST_NAMES} names are told apart, the
 * others are counted together under {@value #OTHER}: see {@link FirstNames}.
 */
public final class CountsByName {

  /** Most names that are told apart. */
  public static final int MOST_NAMES = 1000;

  /** The name of all others. */
  public static final String OTHER = FirstNames.OTHER;

  private final FirstNames<StatusCounts> counts =
      new FirstNames<>(MOST_NAMES, StatusCounts::new, StatusCounts::add);

  CountsByName() {}

  /** Counts by name, the others under {@link #OTHER} if there are any. */
  public Map<String, StatusCounts> all() {
    Map<String, StatusCounts> all = counts.all();
    all.values().removeIf(count -> count.total() == 0);
    return Collections.unmodifiableMap(all);
  }

  void add(@Nullable String name, TaskStatus status, long number) {
    if (name != null) {
      counts.of(name).add(status, number);
    }
  }

  void add(CountsByName that) {
    counts.add(that.counts);
  }

  void write(RowOutput out) {
    counts.write(out, StatusCounts::write);
  }

  static CountsByName read(RowInput in) {
    var read = new CountsByName();
    read.counts.read(in, StatusCounts::read);
    return read;
  }
}
