package dev.sluice.core.ledger;

import dev.sluice.core.data.Placeholders;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a submitted task has to be like, whoever published it. */
record SubmissionRules(Limits limits, Set<String> pools) {

  private static final long MAX_TIMEOUT_MS = FieldLimits.LONGEST_ATTEMPT.toMillis();
  private static final long MAX_CACHED_MS = FieldLimits.LONGEST_CACHED.toMillis();

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
    if (!Ids.validBatchId(task.type())) {
      return invalid("type must be 1 to 200 characters of A-Z a-z 0-9 . _ : -");
    }
    Refusal text = texts(task);
    if (text != null) {
      return text;
    }
    if (task.timeoutMs() < 0 || task.timeoutMs() > MAX_TIMEOUT_MS) {
      return invalid("timeoutMs must be 0 to " + MAX_TIMEOUT_MS + ", was " + task.timeoutMs());
    }
    if (task.retry() != null
        && (tooLong(task.retry().delay()) || tooLong(task.retry().maxDelay()))) {
      return invalid("retry.delay and retry.maxDelay must be 0 to 30 days");
    }
    if (!FieldLimits.plausibleTime(task.notBefore())) {
      return invalid(
          "notBefore must be microseconds since the epoch between the years 2000 and 2100, was "
              + task.notBefore());
    }
    if (!pools.contains(task.pool())) {
      return new Refusal(
          Reason.UNKNOWN_POOL, "pool " + task.pool() + " is not among the configured " + pools);
    }
    return cache(task.cache());
  }

  private static @Nullable Refusal cache(@Nullable CacheUse cache) {
    if (cache == null) {
      return null;
    }
    String flaw = cache.key() == null ? null : FieldLimits.flawOfCacheKey(cache.key());
    if (flaw != null) {
      return invalid("cacheKey " + flaw);
    }
    return cache.ttlMs() < 0 || cache.ttlMs() > MAX_CACHED_MS
        ? invalid("cacheTtlMs must be 0 to " + MAX_CACHED_MS + ", was " + cache.ttlMs())
        : null;
  }

  private static @Nullable Refusal texts(TaskSpec task) {
    Refusal refusal = text("name", task.name(), FieldLimits.NAME_CHARS);
    if (refusal == null) {
      refusal = text("group", task.group(), FieldLimits.WORD_CHARS);
    }
    return refusal == null
        ? text("contentType", task.payload().type(), FieldLimits.WORD_CHARS)
        : refusal;
  }

  private static @Nullable Refusal text(String field, @Nullable String text, int limit) {
    return text == null || text.length() <= limit
        ? null
        : invalid(field + " has " + text.length() + " characters, the limit is " + limit);
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
    long headerBytes = task.headerBytes();
    if (task.headers().size() > limits.headersPerTask() || headerBytes > limits.headerBytes()) {
      return new Refusal(
          Reason.TOO_MANY_HEADERS,
          task.headers().size()
              + " headers with "
              + headerBytes
              + " bytes together, the limits are "
              + limits.headersPerTask()
              + " and "
              + limits.headerBytes()
              + "; put data into the payload");
    }
    if (task.needs().size() > limits.needsPerTask()) {
      return new Refusal(
          Reason.TOO_MANY_NEEDS,
          "task has "
              + task.needs().size()
              + " needs, the limit is "
              + limits.needsPerTask()
              + "; gather them in tasks in between");
    }
    return null;
  }

  private @Nullable Refusal needs(TaskSpec task) {
    for (String need : task.needs()) {
      if (need.equals(task.id())) {
        return new Refusal(
            Reason.SELF_NEED, "cycle " + need + " -> " + need + ", the task needs itself");
      }
      if (!Ids.validTaskId(need)) {
        return new Refusal(Reason.INVALID_ID, "a need is [A-Za-z0-9._:/@+=-]{1,200}");
      }
    }
    Placeholders placeholders = Placeholders.of(task.payload());
    String flaw = placeholders.flaw();
    if (flaw != null) {
      return invalid(flaw);
    }
    Set<String> asked = placeholders.tasks();
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

  private static boolean tooLong(Duration delay) {
    return delay.compareTo(FieldLimits.LONGEST_ATTEMPT) > 0;
  }
}
