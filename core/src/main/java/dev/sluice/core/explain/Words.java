package dev.sluice.core.explain;

import dev.sluice.core.ledger.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Numbers, times and lists as people say them. */
final class Words {

  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Words() {}

  /** How long something has lasted. */
  static String since(long from, long now) {
    return duration(Math.max(0, now - from) / SECOND);
  }

  /** How long something is still away. */
  static String until(long due, long now) {
    return duration((Math.max(0, due - now) + SECOND - 1) / SECOND);
  }

  /** The two largest units: more is of no use to anybody. */
  private static String duration(long seconds) {
    if (seconds < 1) {
      return "less than 1 s";
    }
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return units(seconds, MINUTE, "min", 1, "s");
    }
    return seconds < DAY
        ? units(seconds, HOUR, "h", MINUTE, "min")
        : units(seconds, DAY, "d", HOUR, "h");
  }

  private static String units(long seconds, long large, String ofLarge, long small, String name) {
    long rest = seconds % large / small;
    String whole = number(seconds / large) + " " + ofLarge;
    return rest == 0 ? whole : whole + " " + rest + " " + name;
  }

  /** A time in ISO 8601, to the second. */
  static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things, e.g. {@code 1 task}, {@code 2 tasks}. */
  static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** A list in one breath, e.g. {@code a, b and c}. */
  static String list(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** Why the rest of a batch is being cancelled. */
  static String stop(Reason reason) {
    return switch (reason) {
      case FAIL_FAST -> "a task failed and the batch fails fast";
      case TOO_MANY_FAILED -> "more tasks failed than maxFailed allows";
      case CANCEL_REQUESTED -> "it was cancelled";
      case CANCELLED_BEFORE_START -> "it was cancelled before its tasks came";
      case DEADLINE -> "its deadline has passed";
      case INCOMPLETE -> "its tasks did not all come in time";
      case BATCH_TOO_LARGE -> "it has too many tasks";
      case INVALID_FIELD -> "it was opened with what no batch can have";
      default -> reason.name();
    };
  }
}
