package dev.sluice.cli.connection;

import dev.sluice.schemas.config.NearestName;
import java.util.Collection;

/** The end of a message about a name that is not known. */
final class NearestOf {

  private NearestOf() {}

  /** What was probably meant; else what there is, if that is little. */
  static String names(String written, Collection<String> known) {
    return NearestName.near(written, known)
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElseGet(
            () -> known.isEmpty() ? "; it has none" : "; it has " + String.join(", ", known));
  }
}
