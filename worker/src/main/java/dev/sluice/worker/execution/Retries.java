package dev.sluice.worker.execution;

import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.retry.RetryPlan.Policy;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats attempts as a task's plan says. Resilience4j counts and waits, on the timers that are
 * handed in; how long to wait is {@link RetryPlan#delayBefore}'s business alone. A wait that is
 * longer than the inline limit is not done here. Thread-safe.
 */
public final class Retries {

  private static final int MOST_KINDS = 1_000;

  private final ScheduledExecutorService timers;
  private final DoubleSupplier random;
  private final Duration inlineLimit;
  private final ConcurrentMap<Integer, Retry> byAttempts = new ConcurrentHashMap<>();

  /**
   * An attempt that has ended, and what the plan says about it.
   *
   * @param retryIn the plan asks for another attempt after this time; null: it does not
   * @param here whether this worker waits for it
   */
  record Step(AttemptOutcome outcome, @Nullable Duration retryIn, boolean here) {

    /** The same, but what is left of the wait is somebody else's. */
    Step elsewhere(Duration left) {
      return new Step(outcome, left, false);
    }

    static Step last(AttemptOutcome outcome) {
      return new Step(outcome, null, false);
    }
  }

  /**
   * @param random 0 to 1, for jitter
   * @param inlineLimit longer waits are left to the scheduler; zero = all of them
   */
  public Retries(ScheduledExecutorService timers, DoubleSupplier random, Duration inlineLimit) {
    this.timers = timers;
    this.random = random;
    this.inlineLimit = inlineLimit;
  }

  /**
   * What is next after an attempt.
   *
   * @param number the attempt's number, earlier releases counted
   */
  Step after(RetryPlan plan, int number, AttemptOutcome outcome) {
    if (number > plan.maxRetries() || !repeatable(plan, outcome)) {
      return Step.last(outcome);
    }
    Duration wait = longer(plan.delayBefore(number, random.getAsDouble()), notBefore(outcome));
    boolean here = inlineLimit.isPositive() && wait.compareTo(inlineLimit) <= 0;
    return new Step(outcome, wait, here);
  }

  /**
   * Runs attempts until one is not to be repeated here.
   *
   * @param attemptsBefore attempts that earlier releases used up
   * @param attempt starts one attempt
   * @return the last attempt's step
   */
  CompletionStage<Step> run(
      RetryPlan plan, int attemptsBefore, Supplier<CompletionStage<Step>> attempt) {
    if (plan.retries() <= attemptsBefore) {
      return attempt.get();
    }
    return retry(1 + plan.retries() - attemptsBefore).executeCompletionStage(timers, attempt);
  }

  private Retry retry(int attempts) {
    Retry known = byAttempts.get(attempts);
    if (known != null) {
      return known;
    }
    if (byAttempts.size() >= MOST_KINDS) {
      byAttempts.clear();
    }
    return byAttempts.computeIfAbsent(attempts, Retries::newRetry);
  }

  private static Retry newRetry(int attempts) {
    return Retry.of(
        "task",
        RetryConfig.<Step>custom()
            .maxAttempts(attempts)
            .retryOnResult(Step::here)
            .retryOnException(error -> false)
            .intervalBiFunction((made, step) -> millis(step.get()))
            .build());
  }

  private static long millis(Step step) {
    return step.retryIn() == null ? 0 : step.retryIn().toMillis();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration notBefore(AttemptOutcome outcome) {
    return outcome instanceof AttemptOutcome.Failed failed ? failed.notBefore() : Duration.ZERO;
  }

  private static boolean repeatable(RetryPlan plan, AttemptOutcome outcome) {
    if (plan.policy() == Policy.NONE) {
      return false;
    }
    return switch (outcome) {
      case AttemptOutcome.Succeeded succeeded -> false;
      case AttemptOutcome.Deferred deferred -> false;
      case AttemptOutcome.Failed failed -> failed.error().retryable();
      case AttemptOutcome.Stopped stopped ->
          stopped.cause() == StopCause.TIMEOUT && plan.retryOnTimeout();
    };
  }
}
