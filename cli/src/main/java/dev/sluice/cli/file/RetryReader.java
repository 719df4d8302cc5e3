package dev.sluice.cli.file;

import dev.sluice.core.retry.RetryPlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code retry: {policy, maxRetries, delay, multiplier, maxDelay, jitter, ...}}. */
final class RetryReader {

  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "policy",
              "maxRetries",
              "delay",
              "multiplier",
              "maxDelay",
              "jitter",
              "retryOnTimeout"));
  private static final String EXAMPLE = "write retry: {policy: exponential, maxRetries: 3}";

  private RetryReader() {}

  /** The plan under the key {@code retry}, null if there is none or it is no plan. */
  static @Nullable RetryPlan read(Fields owner, Problems problems) {
    Node node = owner.node("retry");
    Node.Mapping mapping = node == null ? null : Fields.mapping(node, "'retry'", EXAMPLE, problems);
    if (mapping == null) {
      return null;
    }
    Fields fields = Fields.of(mapping, "'retry'", KEYS, problems);
    RetryPlan.Policy policy = fields.choice("policy", RetryPlan.Policy.class);
    Long maxRetries = fields.whole("maxRetries", 0, 1000);
    boolean never = policy == RetryPlan.Policy.NONE;
    if (!fields.has("maxRetries") && !never) {
      problems.add(mapping.at(), "'retry' without 'maxRetries'", EXAMPLE);
    }
    try {
      return new RetryPlan(
          or(policy, RetryPlan.Policy.EXPONENTIAL),
          maxRetries == null || never ? 0 : Math.toIntExact(maxRetries),
          or(fields.duration("delay"), RetryPlan.NONE.delay()),
          or(fields.decimal("multiplier"), RetryPlan.NONE.multiplier()),
          or(fields.duration("maxDelay"), RetryPlan.NONE.maxDelay()),
          or(fields.decimal("jitter"), RetryPlan.NONE.jitter()),
          or(fields.bool("retryOnTimeout"), false));
    } catch (IllegalArgumentException e) {
      problems.add(mapping.at(), String.valueOf(e.getMessage()), "give a value in that range");
      return null;
    }
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
