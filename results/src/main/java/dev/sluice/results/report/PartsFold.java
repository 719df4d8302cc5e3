package dev.sluice.results.report;

import dev.sluice.client.TaskResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds results by a name that they have, for example their type. At most {@value #MOST_NAMES}
 * names are told apart, the first ones in the order of names, so that the order of results makes no
 * difference; the others are one part, {@value #OTHER}. Not thread-safe.
 */
final class PartsFold {

  static final int MOST_NAMES = 100;
  static final String OTHER = "(other)";

  private static final Comparator<Part> LARGEST_FIRST =
      Comparator.comparingLong((Part part) -> part.counts().total())
          .reversed()
          .thenComparing(Part::name);

  private final TreeMap<String, PartFold> parts = new TreeMap<>();
  private @Nullable PartFold other;

  /**
   * Adds a result.
   *
   * @param name null: to none of the parts
   */
  void add(@Nullable String name, TaskResult result) {
    if (name != null) {
      part(name).add(result);
    }
  }

  private PartFold part(String name) {
    PartFold known = parts.get(name);
    if (known != null) {
      return known;
    }
    if (parts.size() >= MOST_NAMES) {
      if (name.compareTo(parts.lastKey()) > 0) {
        return rest();
      }
      rest().add(parts.pollLastEntry().getValue());
    }
    var fresh = new PartFold();
    parts.put(name, fresh);
    return fresh;
  }

  private PartFold rest() {
    if (other == null) {
      other = new PartFold();
    }
    return other;
  }

  /** The largest first, the others at the end. */
  List<Part> parts() {
    List<Part> all = new ArrayList<>();
    for (Map.Entry<String, PartFold> part : parts.entrySet()) {
      all.add(part.getValue().named(part.getKey()));
    }
    all.sort(LARGEST_FIRST);
    if (other != null) {
      all.add(other.named(OTHER));
    }
    return List.copyOf(all);
  }
}
