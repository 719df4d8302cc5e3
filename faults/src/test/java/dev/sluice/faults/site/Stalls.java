package dev.sluice.faults.site;

import dev.sluice.records.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Times in which nothing was recorded. */
final class Stalls {

  private Stalls() {}

  /**
   * The longest.
   *
   * @param from in milliseconds
   * @param recorded in any order
   */
  static Duration longest(long from, Collection<List<Topic.Kept<Result>>> recorded) {
    long before = from;
    long longest = 0;
    for (long at : recorded.stream().flatMap(List::stream).map(Topic.Kept::at).sorted().toList()) {
      longest = Math.max(longest, at - before);
      before = at;
    }
    return Duration.ofMillis(longest);
  }
}
