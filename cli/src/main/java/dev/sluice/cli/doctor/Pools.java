package dev.sluice.cli.doctor;

import dev.sluice.schemas.topic.Topics;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The pools of a deployment: those that have release topics. */
final class Pools {

  private Pools() {}

  /** Found among the names of topics; {@code default} if there is none. */
  static Set<String> of(Topics topics, Collection<String> names) {
    String before = topics.prefix() + "release.";
    Set<String> pools = new TreeSet<>();
    for (String name : names) {
      int end = name.lastIndexOf('.');
      if (name.startsWith(before) && end > before.length()) {
        pools.add(name.substring(before.length(), end));
      }
    }
    return pools.isEmpty() ? Set.of("default") : pools;
  }
}
