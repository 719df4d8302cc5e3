package dev.sluice.http.route;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What schedulers tell each other beside the request. A request that was passed on once is not
 * passed on again; whoever sends the header from outside gets what this scheduler has, no more.
 */
final class Hop {

  /** Says that a scheduler asks, not a user. */
  static final String FORWARDED = "Sluice-Forwarded";

  /** Of which partitions a part of a list tells. */
  static final String PARTITIONS = "Sluice-Partitions";

  private Hop() {}

  static boolean isLast(Context request) {
    return request.header(FORWARDED) != null;
  }

  static String write(Set<Integer> partitions) {
    return partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws NumberFormatException if it is something else
   */
  static Set<Integer> read(String partitions) {
    return partitions.isEmpty()
        ? Set.of()
        : Arrays.stream(partitions.split(",", -1))
            .map(Integer::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
