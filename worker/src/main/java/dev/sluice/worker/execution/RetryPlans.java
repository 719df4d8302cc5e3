package dev.sluice.worker.execution;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.retry.RetryPlan.Policy;
import dev.sluice.records.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The retry field of a release, as a plan. Values out of range are taken to the nearest in it. */
final class RetryPlans {

  private RetryPlans() {}

  static RetryPlan of(@Nullable Retry retry) {
    if (retry == null) {
      return RetryPlan.NONE;
    }
    return new RetryPlan(
        policy(retry),
        Math.clamp(retry.getMaxRetries(), 0, 1000),
        Duration.ofMillis(Math.max(0, retry.getDelayMs())),
        Math.clamp(orOne(retry.getMultiplier()), 1.0, 1000.0),
        Duration.ofMillis(Math.max(0, retry.getMaxDelayMs())),
        Math.clamp(orOne(retry.getJitter()), 0.0, 1.0),
        retry.getRetryOnTimeout());
  }

  private static Policy policy(Retry retry) {
    return switch (retry.getPolicy()) {
      case NONE -> Policy.NONE;
      case FIXED -> Policy.FIXED;
      case LINEAR -> Policy.LINEAR;
      case EXPONENTIAL -> Policy.EXPONENTIAL;
    };
  }

  private static double orOne(double value) {
    return Double.isNaN(value) ? 1.0 : value;
  }
}
