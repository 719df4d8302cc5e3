package dev.sluice.results.compare;

import java.util.List;

/**
 * Some of a number of tasks.
 *
 * @param first the first of them in the order of ids, at most {@value #MOST}
 * @param count how many there are
 * @param complete false: there may be more than were counted, because too many tasks failed
 */
public record TaskList(List<String> first, long count, boolean complete) {

  /** Most that are named. */
  public static final int MOST = 100;

  public TaskList {
    first = List.copyOf(first);
    if (first.size() > MOST || count < first.size()) {
      throw new IllegalArgumentException(
          "first must have at most " + MOST + " and count of them, was " + first.size());
    }
  }

  static TaskList of(List<String> all, boolean complete) {
    return new TaskList(all.subList(0, Math.min(MOST, all.size())), all.size(), complete);
  }
}
