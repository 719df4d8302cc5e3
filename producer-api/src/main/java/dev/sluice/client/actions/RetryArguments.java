package dev.sluice.client.actions;

import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.retry.RetryPlan;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code retry: {policy, maxRetries, delay, multiplier, maxDelay, jitter, ...}}. */
final class RetryArguments {

  private static final int MOST_RETRIES = 1000;
  private static final Set<String> KEYS =
      TaskDescription.ordered(
          "policy", "maxRetries", "delay", "multiplier", "maxDelay", "jitter", "retryOnTimeout");

  private RetryArguments() {}

  /** The plan of a task; null where there is none or what is there is no plan. */
  static @Nullable RetryPlan read(Arguments task) {
    Arguments retry = task.arguments("retry", KEYS);
    if (retry == null) {
      return null;
    }
    RetryPlan.Policy policy = retry.choice("policy", Words.RETRY_POLICIES);
    boolean never = policy == RetryPlan.Policy.NONE;
    Long maxRetries = retry.whole("maxRetries", 0, MOST_RETRIES);
    if (!retry.has("maxRetries") && !never) {
      task.problems()
          .add(
              Code.MISSING_FIELD,
              retry.place("maxRetries"),
              "is missing",
              "add for example \"maxRetries\": 3");
    }
    int retries = maxRetries == null || never ? 0 : Math.toIntExact(maxRetries);
    Duration delay = or(delay(retry, "delay"), RetryPlan.NONE.delay());
    double multiplier = or(retry.number("multiplier"), RetryPlan.NONE.multiplier());
    Duration maxDelay = or(delay(retry, "maxDelay"), RetryPlan.NONE.maxDelay());
    double jitter = or(retry.number("jitter"), RetryPlan.NONE.jitter());
    boolean onTimeout = or(retry.flag("retryOnTimeout"), false);
    String flaw = RetryPlan.flaw(retries, delay, multiplier, maxDelay, jitter);
    if (flaw != null) {
      task.problems().add(Code.OUT_OF_RANGE, task.place("retry"), flaw, "give one in that range");
      return null;
    }
    return new RetryPlan(
        or(policy, RetryPlan.Policy.EXPONENTIAL),
        retries,
        delay,
        multiplier,
        maxDelay,
        jitter,
        onTimeout);
  }

  private static @Nullable Duration delay(Arguments retry, String field) {
    return TimeArguments.duration(retry, field, Duration.ZERO, FieldLimits.LONGEST_ATTEMPT);
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
