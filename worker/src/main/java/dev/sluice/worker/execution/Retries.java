package dev.sluice.worker.execution;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.retry.RetryPlan.Policy;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Repeats attempts as a task's plan says. Resilience4j counts and waits, on the timers that are
 * handed in; how long to wait is {@link RetryPlan#delayBefore}'s business alone. Thread-safe.
 */
public final class Retries {

  private static final int MOST_PLANS = 1_000;

  private final ScheduledExecutorService timers;
  private final DoubleSupplier random;
  private final ConcurrentMap<Key, Retry> byPlan = new ConcurrentHashMap<>();

  private record Key(RetryPlan plan, int attemptsBefore) {}

  /**
   * @param random 0 to 1, for jitter
   */
  public Retries(ScheduledExecutorService timers, DoubleSupplier random) {
    this.timers = timers;
    this.random = random;
  }

  /**
   * Runs attempts until one is not to be repeated.
   *
   * @param attemptsBefore attempts that earlier releases used up
   * @param attempt starts one attempt
   * @return the last attempt's outcome
   */
  CompletionStage<AttemptOutcome> run(
      RetryPlan plan, int attemptsBefore, Supplier<CompletionStage<AttemptOutcome>> attempt) {
    if (plan.policy() == Policy.NONE || plan.maxRetries() <= attemptsBefore) {
      return attempt.get();
    }
    return retry(new Key(plan, attemptsBefore)).executeCompletionStage(timers, attempt);
  }

  private Retry retry(Key key) {
    Retry known = byPlan.get(key);
    if (known != null) {
      return known;
    }
    if (byPlan.size() >= MOST_PLANS) {
      byPlan.clear();
    }
    return byPlan.computeIfAbsent(key, this::newRetry);
  }

  private Retry newRetry(Key key) {
    RetryPlan plan = key.plan();
    return Retry.of(
        "task",
        RetryConfig.<AttemptOutcome>custom()
            .maxAttempts(1 + plan.maxRetries() - key.attemptsBefore())
            .retryOnResult(outcome -> repeatable(plan, outcome))
            .retryOnException(error -> false)
            .intervalBiFunction((attempts, outcome) ->
                plan.delayBefore(key.attemptsBefore() + attempts, random.getAsDouble()).toMillis())
            .build());
  }

  private static boolean repeatable(RetryPlan plan, AttemptOutcome outcome) {
    return switch (outcome) {
      case AttemptOutcome.Succeeded succeeded -> false;
      case AttemptOutcome.Failed failed -> failed.error().retryable();
      case AttemptOutcome.Stopped stopped ->
          stopped.cause() == StopCause.TIMEOUT && plan.retryOnTimeout();
    };
  }
}
