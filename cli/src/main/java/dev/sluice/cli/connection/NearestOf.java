package dev.sluice.cli.connection;

import dev.sluice.cli.file.NearestName;
import java.util.Collection;

/** The end of a message about a name that is not known. */
final class NearestOf {

  private NearestOf() {}

  /** What was probably meant; else what there is, if that is little. */
  static String names(String written, Collection<String> known) {
    String nearest = NearestName.of(written, known);
    if (nearest != null) {
      return "; did you mean " + nearest + "?";
    }
    return known.isEmpty() ? "; it has none" : "; it has " + String.join(", ", known);
  }
}
