package dev.sluice.results.report;

import dev.sluice.core.summary.Contribution;
import dev.sluice.core.summary.FirstNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds results by a name that they have, for example their type: other than a summary with a
 * distribution of durations for each name of each kind. At most {@value #MOST_NAMES} names are told
 * apart, see {@link FirstNames}. Not thread-safe.
 */
final class PartsFold {

  static final int MOST_NAMES = 100;

  private static final Comparator<Part> LARGEST_FIRST =
      Comparator.comparingLong((Part part) -> part.counts().total())
          .reversed()
          .thenComparing(Part::name);

  private final FirstNames<PartFold> parts =
      new FirstNames<>(MOST_NAMES, PartFold::new, PartFold::add);

  /**
   * Adds a result.
   *
   * @param name null: to none of the parts
   */
  void add(@Nullable String name, Contribution result) {
    if (name != null) {
      parts.of(name).add(result);
    }
  }

  /** The largest first, the others at the end. */
  List<Part> parts() {
    Map<String, PartFold> all = parts.all();
    PartFold others = all.remove(FirstNames.OTHER);
    List<Part> named = new ArrayList<>();
    all.forEach((name, part) -> named.add(part.named(name)));
    named.sort(LARGEST_FIRST);
    if (others != null && !others.empty()) {
      named.add(others.named(FirstNames.OTHER));
    }
    return List.copyOf(named);
  }
}
