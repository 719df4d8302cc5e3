package dev.sluice.core.ledger;

import dev.sluice.core.limits.Ids;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a submitted task has to be like, whoever published it. */
record SubmissionRules(Limits limits, Set<String> pools) {

  private static final int MAX_TEXT = 1000;
  private static final long MAX_TIMEOUT_MS = 30L * 24 * 3600 * 1000;
  private static final Duration LONGEST_DELAY = Duration.ofDays(30);
  private static final long YEAR_2000 = 946_684_800_000_000L;
  private static final long YEAR_2100 = 4_102_444_800_000_000L;

  /** Why a task is refused. */
  record Refusal(Reason reason, String detail) {}

  /**
   * The first rule that the task breaks, if it breaks one.
   *
   * @param flaw what was submitted and no task can hold
   */
  @Nullable Refusal refusalOf(TaskSpec task, @Nullable String flaw) {
    Refusal refusal = flaw == null ? fields(task) : invalid(flaw);
    if (refusal == null) {
      refusal = sizes(task);
    }
    return refusal == null ? needs(task) : refusal;
  }

  private @Nullable Refusal fields(TaskSpec task) {
    if (task.type().isBlank() || task.type().length() > Ids.MAX_LENGTH) {
      return invalid("type must be 1 to 200 characters");
    }
    if (tooLong(task.name()) || tooLong(task.group()) || tooLong(task.cacheKey())) {
      return invalid("name, group and cacheKey may have 1000 characters");
    }
    if (task.timeoutMs() < 0 || task.timeoutMs() > MAX_TIMEOUT_MS) {
      return invalid("timeoutMs must be 0 to " + MAX_TIMEOUT_MS + ", was " + task.timeoutMs());
    }
    if (task.retry() != null
        && (tooLong(task.retry().delay()) || tooLong(task.retry().maxDelay()))) {
      return invalid("retry.delay and retry.maxDelay must be 0 to 30 days");
    }
    if (task.notBefore() != 0 && (task.notBefore() < YEAR_2000 || task.notBefore() > YEAR_2100)) {
      return invalid(
          "notBefore must be microseconds since the epoch between the years 2000 and 2100, was "
              + task.notBefore());
    }
    if (!pools.contains(task.pool())) {
      return new Refusal(
          Reason.UNKNOWN_POOL, "pool " + task.pool() + " is not among the configured " + pools);
    }
    return null;
  }

  private @Nullable Refusal sizes(TaskSpec task) {
    if (task.payload().size() > limits.payloadBytes()) {
      return new Refusal(
          Reason.PAYLOAD_TOO_LARGE,
          "payload has "
              + task.payload().size()
              + " bytes, the limit is "
              + limits.payloadBytes()
              + "; pass a reference to the data instead");
    }
    if (task.headers().size() > limits.headersPerTask()
        || headerBytes(task) > limits.headerBytes()) {
      return new Refusal(
          Reason.TOO_MANY_HEADERS,
          "headers may be "
              + limits.headersPerTask()
              + " with "
              + limits.headerBytes()
              + " bytes together");
    }
    if (task.needs().size() > limits.needsPerTask()) {
      return new Refusal(
          Reason.TOO_MANY_NEEDS,
          "task has " + task.needs().size() + " needs, the limit is " + limits.needsPerTask());
    }
    return null;
  }

  private @Nullable Refusal needs(TaskSpec task) {
    for (String need : task.needs()) {
      if (need.equals(task.id())) {
        return new Refusal(Reason.SELF_NEED, "task needs itself");
      }
      if (!Ids.validTaskId(need)) {
        return new Refusal(Reason.INVALID_ID, "a need is no valid task id");
      }
    }
    Set<String> asked = Placeholders.tasksIn(task.payload());
    if (!asked.isEmpty()) {
      Set<String> needs = new HashSet<>(task.needs());
      for (String other : asked) {
        if (!needs.contains(other)) {
          return new Refusal(
              Reason.UNKNOWN_INPUT,
              "the parameters use ${" + other + ".output}, but " + other + " is not a need");
        }
      }
    }
    return null;
  }

  private static Refusal invalid(String detail) {
    return new Refusal(Reason.INVALID_FIELD, detail);
  }

  private static boolean tooLong(@Nullable String text) {
    return text != null && text.length() > MAX_TEXT;
  }

  private static boolean tooLong(Duration delay) {
    return delay.compareTo(LONGEST_DELAY) > 0;
  }

  private static int headerBytes(TaskSpec task) {
    int bytes = 0;
    for (Map.Entry<String, String> header : task.headers().entrySet()) {
      bytes += header.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += header.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }
}
