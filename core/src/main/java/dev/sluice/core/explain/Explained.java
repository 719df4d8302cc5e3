package dev.sluice.core.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a query.
 *
 * @param explanations the batch first, then tasks by id
 * @param next ask again for tasks after this one; null: there are no more. A page can be short or
 *     empty and have a next one all the same, because the rows that are looked at are bounded too
 */
public record Explained(List<Explanation> explanations, @Nullable String next) {

  public Explained {
    explanations = List.copyOf(explanations);
  }

  static Explained only(Explanation explanation) {
    return new Explained(List.of(explanation), null);
  }
}
