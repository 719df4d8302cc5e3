package dev.sluice.worker.gate;

/** A circuit breaker opens when so many percent of the last {@code window} attempts failed. */
public record BreakerTerms(int percent, int window) {

  private static final int MOST_ATTEMPTS = 100_000;

  public BreakerTerms {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("percent must be 1 to 100, was " + percent);
    }
    if (window < 1 || window > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "window must be 1 to " + MOST_ATTEMPTS + " attempts, was " + window);
    }
  }
}
