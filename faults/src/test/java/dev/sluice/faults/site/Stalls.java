package dev.sluice.faults.site;

import java.time.Duration;
import java.util.List;

/** Times in which nothing was recorded. */
final class Stalls {

  private Stalls() {}

  /**
   * The longest.
   *
   * @param from in milliseconds, as all times here
   * @param recorded when something was, in any order
   */
  static Duration longest(long from, List<Long> recorded) {
    long before = from;
    long longest = 0;
    for (long at : recorded.stream().sorted().toList()) {
      longest = Math.max(longest, at - before);
      before = at;
    }
    return Duration.ofMillis(longest);
  }
}
