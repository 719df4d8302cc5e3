package dev.sluice.scheduler.submission;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.records.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A retry plan as it was submitted, brought into its ranges: an accepted task must end in a result,
 * so a plan that is out of range is cut to the nearest that is not, instead of failing the record.
 */
final class SubmittedRetry {

  private static final int MOST_RETRIES = 1000;
  private static final double LARGEST_MULTIPLIER = 1000.0;
  private static final double NO_GROWTH = 1.0;
  private static final double NO_JITTER = 0.0;

  private SubmittedRetry() {}

  static @Nullable RetryPlan of(@Nullable Retry retry) {
    return retry == null
        ? null
        : new RetryPlan(
            RetryPlan.Policy.valueOf(retry.getPolicy().name()),
            Math.clamp(retry.getMaxRetries(), 0, MOST_RETRIES),
            Duration.ofMillis(Math.max(0, retry.getDelayMs())),
            within(NO_GROWTH, retry.getMultiplier(), LARGEST_MULTIPLIER),
            Duration.ofMillis(Math.max(0, retry.getMaxDelayMs())),
            within(NO_JITTER, retry.getJitter(), 1.0),
            retry.getRetryOnTimeout());
  }

  /** Like {@link Math#clamp}, and the smallest for what is no number. */
  private static double within(double least, double value, double most) {
    return Double.isNaN(value) ? least : Math.clamp(value, least, most);
  }
}
