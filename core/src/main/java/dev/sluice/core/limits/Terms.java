package dev.sluice.core.limits;

import java.time.Duration;

/**
 * How long Sluice waits for what may never come, and keeps what may never be asked for.
 *
 * @param openTimeout a batch that is not complete is given up so long after the last that was heard
 *     of it, unless it says otherwise; zero = never
 * @param retention a batch is forgotten so long after its end; zero = never
 */
public record Terms(Duration openTimeout, Duration retention) {

  /** A day for what is missing, a month for what is done. */
  public static final Terms DEFAULT = new Terms(Duration.ofDays(1), Duration.ofDays(30));

  public Terms {
    if (openTimeout.isNegative() || retention.isNegative()) {
      throw new IllegalArgumentException(
          "openTimeout and retention must not be negative, were "
              + openTimeout
              + " and "
              + retention);
    }
  }
}
