package dev.sluice.worker.gate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the attempts of a type from beginning while most of them fail, and lets a few try after a
 * time. Thread-safe.
 */
final class Breaker {

  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
  private static final int TRIALS = 3;
  private static final long GRAIN_NANOS = 1_000_000; // the breaker's own clock has milliseconds
  private static final long TRIALS_UNDER_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final CircuitBreaker breaker;
  private final String type;
  private final Duration open;
  private final LongSupplier nanos;
  private final AtomicInteger epoch = new AtomicInteger();
  private volatile long shutUntil;

  /**
   * @param open how long none begins
   */
  Breaker(String type, BreakerTerms terms, Duration open, LongSupplier nanos) {
    this.type = type;
    this.open = open;
    this.nanos = nanos;
    this.shutUntil = nanos.getAsLong();
    this.breaker =
        CircuitBreaker.of(
            type,
            CircuitBreakerConfig.custom()
                .failureRateThreshold(terms.percent())
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(terms.window())
                .minimumNumberOfCalls(terms.window())
                .permittedNumberOfCallsInHalfOpenState(Math.min(TRIALS, terms.window()))
                .waitDurationInOpenState(open)
                .clock(new NanoClock(nanos))
                .currentTimestampFunction(clock -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event -> changed(event.getStateTransition()))
        .onFailureRateExceeded(event ->
            LOG.warn(
                "{} % of the last attempts of type {} failed: none begins for {} s",
                event.getFailureRate(), type, open.toSeconds()));
  }

  private void changed(StateTransition to) {
    epoch.incrementAndGet();
    long now = nanos.getAsLong();
    shutUntil = to.getToState() == State.OPEN ? now + open.toNanos() + GRAIN_NANOS : now;
    switch (to.getToState()) {
      case HALF_OPEN -> LOG.info("A few attempts of type {} try whether it is better", type);
      case CLOSED -> LOG.warn("Attempts of type {} succeed again: all may begin", type);
      default -> {}
    }
  }

  /** Whether one may begin, which then counts as a trial where trials are made. */
  boolean lets() {
    if (opensIn() > 0) {
      return false;
    }
    boolean lets = breaker.tryAcquirePermission();
    if (!lets && state() == BreakerState.TRYING) {
      shutUntil = nanos.getAsLong() + TRIALS_UNDER_WAY_NANOS;
    }
    return lets;
  }

  /** Grows each time that the breaker changes its mind. */
  int epoch() {
    return epoch.get();
  }

  /** One that was let in does not begin after all, or its end says nothing. */
  void unused(int of) {
    if (of == epoch.get()) {
      breaker.releasePermission();
      if (state() == BreakerState.TRYING) {
        shutUntil = nanos.getAsLong();
      }
    }
  }

  void judged(boolean failed, long took, int of) {
    if (of != epoch.get()) {
      return;
    }
    if (failed) {
      breaker.onError(took, TimeUnit.NANOSECONDS, FAILED);
    } else {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    }
  }

  /** Nanoseconds; 0: perhaps now. */
  long opensIn() {
    return Math.max(0, shutUntil - nanos.getAsLong());
  }

  BreakerState state() {
    State state = breaker.getState();
    return switch (state) {
      case OPEN, FORCED_OPEN -> BreakerState.OPEN;
      case HALF_OPEN -> BreakerState.TRYING;
      case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
    };
  }

  /** Resilience4j wants an exception; nobody sees it. */
  private static final Exception FAILED =
      new Exception("an attempt failed", null, false, false) {
        private static final long serialVersionUID = 1L;
      };
}
