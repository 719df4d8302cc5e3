package dev.sluice.client;

import dev.sluice.client.internal.Outlook;
import dev.sluice.core.eta.Eta;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a batch still takes, if it goes on as it went: told from what remains and the longest
 * chain of needs in it, from the speed so far and of the last while, and from how far the run times
 * are spread.
 *
 * @param at the moment from which the durations count
 * @param low about one batch in twenty is faster
 * @param high about one batch in twenty is slower
 */
public record TimeLeft(Instant at, Duration low, Duration likely, Duration high) {

  public TimeLeft {
    Objects.requireNonNull(at, "at");
    if (low.isNegative() || low.compareTo(likely) > 0 || likely.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "0 <= low <= likely <= high must hold, was %s, %s, %s".formatted(low, likely, high));
    }
  }

  /**
   * How long a batch still takes. A pure function: the same summary gives the same answer.
   *
   * @param slots tasks that the live workers run at a time; 0 = not known
   * @param path tasks on the longest chain of needs that remains; 0 = as the summary says
   * @return empty while nothing has ended, while the number of its tasks is not known, and for a
   *     batch that is paused or has ended
   */
  public static Optional<TimeLeft> of(BatchSummary summary, long slots, long path) {
    return Outlook.of(summary, slots, path)
        .map(eta -> of(eta, Instant.EPOCH.plus(summary.updatedAt(), ChronoUnit.MICROS)));
  }

  private static TimeLeft of(Eta eta, Instant at) {
    return new TimeLeft(at, eta.low(), eta.likely(), eta.high());
  }

  /**
   * The same as seen at another time: what has passed since is not left any more.
   *
   * @return empty when all of it has passed, as when a task takes longer than any before it: then
   *     nobody knows
   */
  public Optional<TimeLeft> seenAt(Instant now) {
    Duration passed = Duration.between(at, now);
    return passed.compareTo(high) > 0
        ? Optional.empty()
        : Optional.of(of(new Eta(low, likely, high).after(passed), now));
  }
}
