package dev.sluice.worker.gate;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the gates of the types that need one. */
public final class Gates {

  private final GateTerms terms;
  private final LongSupplier nanos;
  private final BooleanSupplier pressed;

  /**
   * @param nanos a monotonic clock
   * @param pressed whether the process is short of something, so that adaptive limits shrink
   */
  public Gates(GateTerms terms, LongSupplier nanos, BooleanSupplier pressed) {
    this.terms = terms;
    this.nanos = nanos;
    this.pressed = pressed;
  }

  /** A new gate; null where nothing limits the type. */
  public @Nullable TypeGate of(String type) {
    if (!terms.limit(type)) {
      return null;
    }
    Integer fixed = terms.concurrency().get(type);
    RateTerms rate = terms.rates().get(type);
    BreakerTerms breaker = terms.breakers().get(type);
    AdaptiveBounds bounds = fixed == null ? terms.adaptive() : null;
    return new TypeGate(
        type,
        fixed == null ? Integer.MAX_VALUE : fixed,
        bounds == null ? null : new AdaptiveLimit(bounds, nanos, pressed),
        rate == null ? null : new Rate(type, rate, nanos),
        breaker == null ? null : new Breaker(type, breaker, terms.breakerOpen(), nanos));
  }
}
