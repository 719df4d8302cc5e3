package dev.sluice.scheduler.submission;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.records.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A retry plan as it was submitted: its numbers may be such that there can be no plan of them. */
record SubmittedRetry(@Nullable Retry retry) {

  /** What keeps it from being a plan; null if nothing does. */
  @Nullable String flaw() {
    return retry == null
        ? null
        : RetryPlan.flaw(
            retry.getMaxRetries(),
            delay(retry),
            retry.getMultiplier(),
            most(retry),
            retry.getJitter());
  }

  /** The plan; null if there is none or it has a flaw. */
  @Nullable RetryPlan plan() {
    return retry == null || flaw() != null
        ? null
        : new RetryPlan(
            RetryPlan.Policy.valueOf(retry.getPolicy().name()),
            retry.getMaxRetries(),
            delay(retry),
            retry.getMultiplier(),
            most(retry),
            retry.getJitter(),
            retry.getRetryOnTimeout());
  }

  private static Duration delay(Retry retry) {
    return Duration.ofMillis(retry.getDelayMs());
  }

  private static Duration most(Retry retry) {
    return Duration.ofMillis(retry.getMaxDelayMs());
  }
}
