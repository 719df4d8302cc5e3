package dev.sluice.worker.gate;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of types, by type.
 *
 * @param concurrency attempts at a time
 * @param rates attempts in a time
 * @param breakers when none begins any more
 * @param breakerOpen for how long
 * @param adaptive for the types that have no fixed number; null: they need none
 */
public record GateTerms(
    Map<String, Integer> concurrency,
    Map<String, RateTerms> rates,
    Map<String, BreakerTerms> breakers,
    Duration breakerOpen,
    @Nullable AdaptiveBounds adaptive) {

  public GateTerms {
    concurrency = Map.copyOf(concurrency);
    rates = Map.copyOf(rates);
    breakers = Map.copyOf(breakers);
    concurrency.forEach((type, most) -> {
      if (most < 1) {
        throw new IllegalArgumentException("concurrency of " + type + " must be at least 1");
      }
    });
    if (breakerOpen.isNegative() || breakerOpen.isZero()) {
      throw new IllegalArgumentException("breakerOpen must be longer than 0");
    }
  }

  /** No type has a limit. */
  public static GateTerms none() {
    return new GateTerms(Map.of(), Map.of(), Map.of(), Duration.ofSeconds(30), null);
  }

  /** Whether anything limits a type. */
  public boolean limit(String type) {
    return limitNumber(type) || rates.containsKey(type) || breakers.containsKey(type);
  }

  /** Whether so many of a type may run at a time and no more. */
  public boolean limitNumber(String type) {
    return adaptive != null || concurrency.containsKey(type);
  }
}
