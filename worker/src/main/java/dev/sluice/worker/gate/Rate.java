package dev.sluice.worker.gate;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** So many attempts in each period. Asks Resilience4j and never waits. Guarded by its gate. */
final class Rate {

  private final AtomicRateLimiter limiter;
  private final RateTerms terms;
  private final LongSupplier nanos;
  private long shutUntil;

  Rate(String type, RateTerms terms, LongSupplier nanos) {
    this.terms = terms;
    this.nanos = nanos;
    this.shutUntil = nanos.getAsLong();
    this.limiter =
        new AtomicRateLimiter(
            type,
            RateLimiterConfig.custom()
                .limitForPeriod(terms.permits())
                .limitRefreshPeriod(terms.period())
                .timeoutDuration(Duration.ZERO)
                .build(),
            nanos::getAsLong);
  }

  /** Takes a permit of the period, if one is left. */
  boolean lets() {
    if (opensIn() > 0) {
      return false;
    }
    if (limiter.reservePermission() == 0) {
      return true;
    }
    shutUntil = nanos.getAsLong() + limiter.getDetailedMetrics().getNanosToWait();
    return false;
  }

  /** Nanoseconds; 0: perhaps now. */
  long opensIn() {
    return Math.max(0, shutUntil - nanos.getAsLong());
  }

  long interval() {
    return terms.period().toNanos() / terms.permits();
  }
}
