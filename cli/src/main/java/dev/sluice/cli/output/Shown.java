package dev.sluice.cli.output;

import dev.sluice.client.TaskResult;
import java.util.List;

/**
 * The first of some results.
 *
 * @param first in the order in which they are shown
 * @param all how many there are
 */
public record Shown(List<TaskResult> first, long all) {

  public Shown {
    first = List.copyOf(first);
    if (all < first.size()) {
      throw new IllegalArgumentException("all is " + all + ", but there are " + first.size());
    }
  }

  /** All of them. */
  public static Shown of(List<TaskResult> all) {
    return new Shown(all, all.size());
  }
}
