package dev.sluice.client.internal;

import dev.sluice.client.BatchProblem.Code;
import dev.sluice.core.data.Placeholders;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.TaskSpec;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges one task by itself: ids, ranges, sizes, and the inputs that its parameters use. */
final class TaskRules {

  static final String TASK_ID = "1 to 200 characters of A-Z a-z 0-9 . _ : - / @ + =";

  private static final Duration LONGEST = FieldLimits.LONGEST_ATTEMPT;

  /** What a record of the topics' largest size has left beside the largest payload and headers. */
  private static final int NEEDS_BYTES = 480 * 1024;

  private final Limits limits;
  private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

  private String lastPool = "default";

  TaskRules(Limits limits) {
    this.limits = limits;
  }

  void judge(TaskSpec task, Problems problems) {
    if (!Ids.validTaskId(task.id())) {
      problems.task(Code.INVALID_ID, task.id(), "the id must be %s", TASK_ID);
    }
    if (!Ids.validBatchId(task.type())) {
      String remedy = task.type().isEmpty() ? "has no type; name the handler that runs it" : null;
      problems.task(
          Code.INVALID_FIELD,
          task.id(),
          remedy != null ? remedy : "type must be 1 to 200 characters of A-Z a-z 0-9 . _ : -");
    }
    if (!task.pool().equals(lastPool) && !Ids.validPool(task.pool())) {
      problems.task(
          Code.INVALID_FIELD,
          task.id(),
          "pool must be 1 to 40 characters of a-z 0-9 -, was %s",
          Quoted.text(task.pool()));
    } else {
      lastPool = task.pool();
    }
    text(task, "name", task.name(), FieldLimits.NAME_CHARS, problems);
    text(task, "group", task.group(), FieldLimits.WORD_CHARS, problems);
    text(task, "contentType", task.payload().type(), FieldLimits.WORD_CHARS, problems);
    cache(task, problems);
    times(task, problems);
    sizes(task, problems);
    if (!task.needs().isEmpty()) {
      needs(task, problems);
    }
    if (task.payload().size() > 0) {
      inputs(task, problems);
    }
  }

  private void text(
      TaskSpec task, String field, @Nullable String text, int limit, Problems problems) {
    if (text == null) {
      return;
    }
    if (text.length() > limit) {
      problems.task(
          Code.INVALID_FIELD,
          task.id(),
          "%s has %d characters, the limit is %d; shorten it",
          field,
          text.length(),
          limit);
    }
    if (!utf8.canEncode(text)) {
      problems.task(
          Code.INVALID_ENCODING,
          task.id(),
          "%s has half a surrogate pair, which is no text; mend the encoding where it comes from",
          field);
    }
  }

  private void cache(TaskSpec task, Problems problems) {
    CacheUse cache = task.cache();
    if (cache == null) {
      return;
    }
    String flaw = cache.key() == null ? null : FieldLimits.flawOfCacheKey(cache.key());
    if (flaw != null) {
      problems.task(Code.INVALID_FIELD, task.id(), "cacheKey %s; choose another one", flaw);
    } else {
      text(task, "cacheKey", cache.key(), FieldLimits.CACHE_KEY_CHARS, problems);
    }
    if (cache.ttlMs() < 0 || cache.ttlMs() > FieldLimits.LONGEST_CACHED.toMillis()) {
      problems.task(
          Code.INVALID_FIELD,
          task.id(),
          "cacheTtl must be 0 (as the scheduler is set up) to %d days; choose a shorter one",
          FieldLimits.LONGEST_CACHED.toDays());
    }
  }

  private static void times(TaskSpec task, Problems problems) {
    if (task.timeoutMs() < 0 || task.timeoutMs() > LONGEST.toMillis()) {
      problems.task(
          Code.INVALID_FIELD,
          task.id(),
          "timeout must be 0 (none) to 30 days; choose a shorter one");
    }
    if (!Plausible.time(task.notBefore())) {
      problems.task(Code.INVALID_FIELD, task.id(), "notBefore %s", Plausible.REMEDY);
    }
    RetryPlan retry = task.retry();
    if (retry != null) {
      if (retry.delay().compareTo(LONGEST) > 0 || retry.maxDelay().compareTo(LONGEST) > 0) {
        problems.task(
            Code.INVALID_FIELD,
            task.id(),
            "retry.delay and retry.maxDelay must be 0 to 30 days; choose shorter ones");
      }
    }
  }

  private void sizes(TaskSpec task, Problems problems) {
    if (task.payload().size() > limits.payloadBytes()) {
      problems.task(
          Code.PAYLOAD_TOO_LARGE,
          task.id(),
          "the payload has %d bytes, the limit is %d; pass a reference to the data instead",
          task.payload().size(),
          limits.payloadBytes());
    }
    Map<String, String> headers = task.headers();
    if (headers.size() > limits.headersPerTask()) {
      problems.task(
          Code.TOO_MANY_HEADERS,
          task.id(),
          "%d headers, the limit is %d; put data into the payload",
          headers.size(),
          limits.headersPerTask());
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (!utf8.canEncode(header.getKey()) || !utf8.canEncode(header.getValue())) {
        problems.task(
            Code.INVALID_ENCODING,
            task.id(),
            "header %s has half a surrogate pair, which is no text; mend the encoding where it comes from",
            Quoted.text(header.getKey()));
      }
    }
    long bytes = task.headerBytes();
    if (bytes > limits.headerBytes()) {
      problems.task(
          Code.TOO_MANY_HEADERS,
          task.id(),
          "the headers have %d bytes, the limit is %d; put data into the payload",
          bytes,
          limits.headerBytes());
    }
  }

  private void needs(TaskSpec task, Problems problems) {
    if (task.needs().size() > limits.needsPerTask()) {
      problems.task(
          Code.TOO_MANY_NEEDS,
          task.id(),
          "%d needs, the limit is %d; gather them in tasks in between",
          task.needs().size(),
          limits.needsPerTask());
    }
    long bytes = task.needs().stream().mapToLong(String::length).sum();
    if (bytes > NEEDS_BYTES) {
      problems.task(
          Code.TOO_MANY_NEEDS,
          task.id(),
          "the ids of its needs have %d characters together, the limit is %d; gather them in tasks in between",
          bytes,
          NEEDS_BYTES);
    }
    for (String need : task.needs()) {
      if (!Ids.validTaskId(need)) {
        problems.task(
            Code.INVALID_ID, task.id(), "needs %s; a need must be %s", Quoted.text(need), TASK_ID);
      }
    }
  }

  private static void inputs(TaskSpec task, Problems problems) {
    Placeholders placeholders = Placeholders.of(task.payload());
    String flaw = placeholders.flaw();
    if (flaw != null) {
      problems.task(Code.INVALID_FIELD, task.id(), "params: %s", flaw);
    }
    Set<String> used = placeholders.tasks();
    if (!used.isEmpty()) {
      Set<String> needs = new HashSet<>(task.needs());
      for (String id : used) {
        if (!needs.contains(id)) {
          problems.task(
              Code.UNKNOWN_INPUT,
              task.id(),
              "uses ${%s.output} but does not need %s; add it to the needs",
              id,
              Quoted.text(id));
        }
      }
    }
  }
}
