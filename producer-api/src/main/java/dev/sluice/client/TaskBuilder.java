package dev.sluice.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.client.BatchProblem.Code;
import dev.sluice.client.internal.Json;
import dev.sluice.client.internal.Problems;
import dev.sluice.client.internal.Times;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes one task of a batch. Only the type is required. Not thread-safe. */
public final class TaskBuilder {

  /** Of the longest chain of needs that begins with a task, as long as nobody needs it. */
  private static final int ALONE = 1;

  private final String id;
  private Set<String> needs = Set.of();
  private Map<String, String> headers = Map.of();
  private @Nullable String name;
  private String type = "";
  private Content payload = Content.EMPTY;
  private @Nullable String payloadProblem;
  private RunIf runIf = RunIf.SUCCESS;
  private @Nullable Priority priority;
  private long timeoutMs;
  private @Nullable RetryPlan retry;
  private String pool = "default";
  private @Nullable String group;
  private long notBefore;
  private @Nullable CacheUse cache;
  private boolean inputs = true;

  TaskBuilder(String id) {
    this.id = id;
  }

  /** Sets the handler that runs the task: {@code [A-Za-z0-9._:-]{1,200}}. Required. */
  public TaskBuilder type(String type) {
    this.type = Objects.requireNonNull(type, "type");
    return this;
  }

  /** Sets a name for people. Default: none. At most 1,000 characters. */
  public TaskBuilder name(String name) {
    this.name = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets what the handler gets, as JSON. Default: nothing. In text values <code>${task.output}
   * </code> stands for the output of a task, which has to be among the needs, and <code>
   * ${task.output#/rows/0}</code> for the part of it that this JSON pointer leads to.
   *
   * @param params names and values that Jackson can write; 512 KiB at most when written
   */
  public TaskBuilder params(Map<String, ?> params) {
    Objects.requireNonNull(params, "params");
    try {
      payload = new Content(Json.bytes(params), Content.JSON);
      payloadProblem = null;
    } catch (JsonProcessingException e) {
      payloadProblem = e.getOriginalMessage();
    } catch (CharacterCodingException e) {
      payloadProblem = "a text has half a surrogate pair (" + e.getMessage() + ")";
    }
    return this;
  }

  /** Like {@link #params}, and also as plain text; <code>${task.output}</code> works here too. */
  public TaskBuilder text(String text) {
    return payload(text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  /**
   * Like {@link #params}, and also any bytes of any kind. They are not copied: nobody may write
   * into them any more.
   */
  public TaskBuilder payload(byte[] bytes, String contentType) {
    payload = new Content(bytes, contentType);
    payloadProblem = null;
    return this;
  }

  /** Adds tasks of the same batch that have to end first; one named twice counts once. */
  public TaskBuilder needs(String... taskIds) {
    return needs(List.of(taskIds));
  }

  /** Like {@link #needs(String...)}. */
  public TaskBuilder needs(Collection<String> taskIds) {
    if (needs.isEmpty()) {
      needs = new LinkedHashSet<>();
    }
    taskIds.forEach(taskId -> needs.add(Objects.requireNonNull(taskId, "need")));
    return this;
  }

  /** Sets how the needs have to have ended. Default: all succeeded. */
  public TaskBuilder runIf(RunIf runIf) {
    this.runIf = Objects.requireNonNull(runIf, "runIf");
    return this;
  }

  /** Sets the priority. Default: the batch's. */
  public TaskBuilder priority(Priority priority) {
    this.priority = Objects.requireNonNull(priority, "priority");
    return this;
  }

  /**
   * Sets the time limit of one attempt. Default: none. An attempt that ran out of time is not
   * repeated unless the retry plan says so.
   *
   * @param timeout zero (none) to 30 days, rounded up to milliseconds
   */
  public TaskBuilder timeout(Duration timeout) {
    this.timeoutMs = Times.millis(timeout);
    return this;
  }

  /** Sets whether and when a failed attempt is repeated. Default: never. */
  public TaskBuilder retry(RetryPlan retry) {
    this.retry = Objects.requireNonNull(retry, "retry");
    return this;
  }

  /** Sets the pool of workers that run it: {@code [a-z0-9-]{1,40}}. Default: {@code default}. */
  public TaskBuilder pool(String pool) {
    this.pool = Objects.requireNonNull(pool, "pool");
    return this;
  }

  /** Sets a group, which the summary counts by. Default: none. At most 200 characters. */
  public TaskBuilder group(String group) {
    this.group = Objects.requireNonNull(group, "group");
    return this;
  }

  /**
   * Holds the task until this time, even if its needs have ended. Default: not held.
   *
   * @param notBefore between the years 2000 and 2100
   */
  public TaskBuilder notBefore(Instant notBefore) {
    this.notBefore = Times.micros(notBefore);
    return this;
  }

  /**
   * Lets the output of an earlier task of the same type, payload and inputs stand for this one's:
   * then it succeeds without a run. Its own output stands for those of later ones. Default: it runs
   * in any case.
   */
  public TaskBuilder cache() {
    cache = new CacheUse(cache == null ? null : cache.key(), cache == null ? 0 : cache.ttlMs());
    return this;
  }

  /**
   * Like {@link #cache()}, but what counts is this key and the type, whatever payload and inputs
   * are.
   *
   * @param key 1 to 1,000 characters, none of them a control character
   */
  public TaskBuilder cacheKey(String key) {
    cache = new CacheUse(Objects.requireNonNull(key, "key"), cache == null ? 0 : cache.ttlMs());
    return this;
  }

  /**
   * Like {@link #cache()}, and also sets how long its output stands for others. Default: as the
   * scheduler is set up, 7 days if nothing else is said.
   *
   * @param ttl up to 30 days, rounded up to milliseconds
   */
  public TaskBuilder cacheTtl(Duration ttl) {
    cache = new CacheUse(cache == null ? null : cache.key(), Times.millis(ttl));
    return this;
  }

  /**
   * Sets whether the handler gets the outputs of the needs. Default: yes. What the parameters take
   * in of them is there without, too.
   */
  public TaskBuilder inputs(boolean inputs) {
    this.inputs = inputs;
    return this;
  }

  /**
   * Adds a header for the handler; a second value of the same key replaces the first. 32 headers of
   * 16 KiB together at most.
   */
  public TaskBuilder header(String key, String value) {
    if (headers.isEmpty()) {
      headers = new LinkedHashMap<>();
    }
    headers.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  TaskSpec spec(Priority defaultPriority) {
    return new TaskSpec(
        id,
        name,
        type,
        payload,
        List.copyOf(needs),
        runIf,
        priority == null ? defaultPriority : priority,
        timeoutMs,
        retry,
        pool,
        group,
        notBefore,
        cache,
        inputs,
        headers,
        true,
        ALONE);
  }

  /** Tells what went wrong while the task was described. */
  void reportTo(Problems problems) {
    if (payloadProblem != null) {
      problems.task(Code.INVALID_FIELD, id, "params can't be written as JSON: %s", payloadProblem);
    }
  }
}
