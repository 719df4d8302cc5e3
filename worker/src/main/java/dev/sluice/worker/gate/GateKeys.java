package dev.sluice.worker.gate;

import static dev.sluice.schemas.config.ConfigType.duration;
import static dev.sluice.schemas.config.ConfigType.integer;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of limits of types, and of limits that are found out. */
public final class GateKeys {

  private static final int MOST = 10_000;
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})\\s*/\\s*(.+)");
  private static final Pattern BREAKER = Pattern.compile("(\\d{1,3})\\s*%\\s*/\\s*(\\d{1,6})");
  private static final ConfigType<Duration> PERIOD =
      duration(Duration.ofMillis(10), Duration.ofHours(24));

  public static final ConfigKey<Integer> CONCURRENCY_MIN =
      new ConfigKey<>(
          "sluice.worker.concurrency.min",
          integer(1, MOST),
          1,
          "tasks",
          "With sluice.worker.concurrency=adaptive: no type of tasks gets fewer at a time.");

  public static final ConfigKey<Integer> CONCURRENCY_MAX =
      new ConfigKey<>(
          "sluice.worker.concurrency.max",
          integer(1, MOST),
          1_000,
          "tasks",
          "With sluice.worker.concurrency=adaptive: most attempts at a time, of all types together and"
              + " of each.");

  public static final ConfigKey<Map<String, Integer>> TYPE_CONCURRENCY =
      new ConfigKey<>(
          "sluice.worker.type.concurrency",
          new ByType<>(
              "N (1 to " + MOST + ")",
              "resize:4,http:16",
              text -> integer(1, MOST).parse(text),
              Object::toString),
          Map.of(),
          "",
          "Most attempts of a type at a time in this worker. Tasks beyond it take no slot and stand in"
              + " nobody's way; many of them are handed back for a while.");

  public static final ConfigKey<Map<String, RateTerms>> TYPE_RATE =
      new ConfigKey<>(
          "sluice.worker.type.rate",
          new ByType<>("N/PERIOD", "http:100/1s,mail:10/1m", GateKeys::rate, GateKeys::show),
          Map.of(),
          "",
          "At most N attempts of a type begin in each period in this worker, retries counted. A pool of"
              + " W workers has W times the rate.");

  public static final ConfigKey<Map<String, BreakerTerms>> TYPE_BREAKER =
      new ConfigKey<>(
          "sluice.worker.type.breaker",
          new ByType<>("PERCENT%/ATTEMPTS", "http:50%/20", GateKeys::breaker, GateKeys::show),
          Map.of(),
          "",
          "No attempt of a type begins any more in this worker for sluice.worker.breaker.open once so many"
              + " percent of its last ATTEMPTS failed. Failures that no retry would mend don't count.");

  public static final ConfigKey<Duration> BREAKER_OPEN =
      new ConfigKey<>(
          "sluice.worker.breaker.open",
          duration(Duration.ofMillis(100), Duration.ofHours(1)),
          Duration.ofSeconds(30),
          "",
          "How long the attempts of a type are kept from beginning when its circuit breaker opens. Then"
              + " three try, and decide whether all may.");

  private GateKeys() {}

  /** All of them, in the order of the reference page. */
  public static List<ConfigKey<?>> all() {
    return List.of(
        CONCURRENCY_MIN, CONCURRENCY_MAX, TYPE_CONCURRENCY, TYPE_RATE, TYPE_BREAKER, BREAKER_OPEN);
  }

  /**
   * The limits of a process.
   *
   * @param adaptive where adaptive limits begin; null: limits are fixed
   * @throws ConfigurationException if the smallest adaptive limit is above the largest
   */
  public static GateTerms terms(Settings settings, @Nullable Integer adaptive) {
    return new GateTerms(
        settings.get(TYPE_CONCURRENCY),
        settings.get(TYPE_RATE),
        settings.get(TYPE_BREAKER),
        settings.get(BREAKER_OPEN),
        adaptive == null ? null : bounds(settings, adaptive));
  }

  private static AdaptiveBounds bounds(Settings settings, int initial) {
    int min = settings.get(CONCURRENCY_MIN);
    int max = settings.get(CONCURRENCY_MAX);
    if (min > max) {
      throw new ConfigurationException(
          CONCURRENCY_MIN.name() + " = " + min,
          "configuration",
          "is above " + CONCURRENCY_MAX.name() + " = " + max + "; lower one or raise the other");
    }
    return AdaptiveBounds.of(min, initial, max);
  }

  private static RateTerms rate(String text) {
    Matcher form = RATE.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new RateTerms(Integer.parseInt(form.group(1)), PERIOD.parse(form.group(2)));
  }

  private static String show(RateTerms terms) {
    return terms.permits() + "/" + PERIOD.show(terms.period());
  }

  private static BreakerTerms breaker(String text) {
    Matcher form = BREAKER.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new BreakerTerms(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  private static String show(BreakerTerms terms) {
    return terms.percent() + "%/" + terms.window();
  }
}
