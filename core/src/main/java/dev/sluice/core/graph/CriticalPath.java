package dev.sluice.core.graph;

import java.util.List;

/**
 * The chain of needs that takes longest: the batch can't end earlier, however many workers there
 * are.
 *
 * @param tasks first to last, empty for an empty graph
 * @param durationMicros the sum of their durations
 */
public record CriticalPath(List<String> tasks, long durationMicros) {

  public CriticalPath {
    tasks = List.copyOf(tasks);
  }
}
