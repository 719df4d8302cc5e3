package dev.sluice.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The chain of needs whose tasks ran longest, one after the other: with any number of workers the
 * batch would not have been faster.
 *
 * @param tasks the ids, first task first; of a path with more than 200 tasks the last ones. Empty
 *     until the batch has ended
 * @param length how many tasks are on it
 * @param duration how long they ran together
 */
public record CriticalPath(List<String> tasks, long length, Duration duration) {

  /** Nothing ran. */
  public static final CriticalPath NONE = new CriticalPath(List.of(), 0, Duration.ZERO);

  public CriticalPath {
    tasks = List.copyOf(tasks);
    Objects.requireNonNull(duration, "duration");
  }
}
