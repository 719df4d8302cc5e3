package dev.sluice.worker.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes a task that a running task adds to its batch with {@link TaskContext#spawn}. It has the
 * priority of the task that adds it. Not thread-safe.
 */
public final class NewTask {

  private static final JsonMapper JSON = new JsonMapper();

  private final String id;
  private final String type;
  private Set<String> needs = Set.of();
  private Map<String, String> headers = Map.of();
  private @Nullable String name;
  private Content payload = Content.EMPTY;
  private RunIf runIf = RunIf.SUCCESS;
  private long timeoutMs;
  private @Nullable RetryPlan retry;
  private @Nullable String pool;
  private @Nullable String group;
  private long notBefore;
  private @Nullable CacheUse cache;
  private boolean inputs = true;

  private NewTask(String id, String type) {
    this.id = Objects.requireNonNull(id, "id");
    this.type = Objects.requireNonNull(type, "type");
  }

  /**
   * A task without parameters, needs, retries and time limit.
   *
   * @param id {@code [A-Za-z0-9._:/@+=-]{1,200}}, and no other task of the batch has it. The same
   *     work must have the same id in every attempt of the task that adds it.
   * @param type the handler that runs it
   */
  public static NewTask of(String id, String type) {
    return new NewTask(id, type);
  }

  /** Sets a name for people. Default: none. At most 1,000 characters. */
  public NewTask name(String name) {
    this.name = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets what the handler gets, as JSON. Default: nothing. In text values <code>${task.output}
   * </code> stands for the output of a task, which has to be among the needs.
   *
   * @param params anything that Jackson can write; 512 KiB at most when written
   * @throws IllegalArgumentException if it can't be written
   */
  public NewTask params(Object params) {
    Objects.requireNonNull(params, "params");
    try {
      payload = new Content(JSON.writeValueAsBytes(params), Content.JSON);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The params of task " + id + " can't be written as JSON: " + e.getOriginalMessage(), e);
    }
    return this;
  }

  /**
   * Like {@link #params}, and also any bytes of any kind. They are not copied: nobody may write
   * into them any more.
   */
  public NewTask payload(byte[] bytes, String contentType) {
    payload = new Content(bytes, contentType);
    return this;
  }

  /**
   * Adds tasks of the same batch that have to end first; one named twice counts once. They may be
   * new too.
   */
  public NewTask needs(String... taskIds) {
    return needs(List.of(taskIds));
  }

  /** Like {@link #needs(String...)}. */
  public NewTask needs(Collection<String> taskIds) {
    if (needs.isEmpty()) {
      needs = new LinkedHashSet<>();
    }
    taskIds.forEach(taskId -> needs.add(Objects.requireNonNull(taskId, "need")));
    return this;
  }

  /** Sets how the needs have to have ended. Default: all succeeded. */
  public NewTask runIf(RunIf runIf) {
    this.runIf = Objects.requireNonNull(runIf, "runIf");
    return this;
  }

  /** Sets whether and when a failed attempt is repeated. Default: never. */
  public NewTask retry(RetryPlan retry) {
    this.retry = Objects.requireNonNull(retry, "retry");
    return this;
  }

  /**
   * Sets the time limit of one attempt. Default: none.
   *
   * @param timeout zero (none) to 30 days, rounded up to milliseconds
   */
  public NewTask timeout(Duration timeout) {
    this.timeoutMs = timeout.plusNanos(999_999).toMillis();
    return this;
  }

  /** Sets a group, which the summary counts by. Default: none. At most 1,000 characters. */
  public NewTask group(String group) {
    this.group = Objects.requireNonNull(group, "group");
    return this;
  }

  /**
   * Sets the pool of workers that run it: {@code [a-z0-9-]{1,40}}. Default: the pool of the task
   * that adds it.
   */
  public NewTask pool(String pool) {
    this.pool = Objects.requireNonNull(pool, "pool");
    return this;
  }

  /**
   * Holds the task until this time, even if its needs have ended. Default: not held.
   *
   * @param notBefore between the years 2000 and 2100
   */
  public NewTask notBefore(Instant notBefore) {
    this.notBefore = ChronoUnit.MICROS.between(Instant.EPOCH, notBefore);
    return this;
  }

  /**
   * Lets the output of an earlier task of the same type, payload and inputs stand for this one's:
   * then it succeeds without a run. Its own output stands for those of later ones. Default: it runs
   * in any case.
   */
  public NewTask cache() {
    cache = new CacheUse(cache == null ? null : cache.key(), cache == null ? 0 : cache.ttlMs());
    return this;
  }

  /**
   * Like {@link #cache()}, but what counts is this key and the type, whatever payload and inputs
   * are.
   *
   * @param key 1 to 1,000 characters, none of them a control character
   */
  public NewTask cacheKey(String key) {
    cache = new CacheUse(Objects.requireNonNull(key, "key"), cache == null ? 0 : cache.ttlMs());
    return this;
  }

  /**
   * Like {@link #cache()}, and also sets how long its output stands for others. Default: as the
   * scheduler is set up, 7 days if nothing else is said.
   *
   * @param ttl up to 30 days, rounded up to milliseconds
   */
  public NewTask cacheTtl(Duration ttl) {
    cache = new CacheUse(cache == null ? null : cache.key(), ttl.plusNanos(999_999).toMillis());
    return this;
  }

  /** Sets whether the handler gets the outputs of the needs. Default: yes. */
  public NewTask inputs(boolean inputs) {
    this.inputs = inputs;
    return this;
  }

  /**
   * Adds a header for the handler; a second value of the same key replaces the first. 32 headers of
   * 16 KiB together at most.
   */
  public NewTask header(String key, String value) {
    if (headers.isEmpty()) {
      headers = new LinkedHashMap<>();
    }
    headers.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /** The task as described so far, which may break rules. */
  public TaskSpec asTask(Priority priority, String defaultPool) {
    return new TaskSpec(
        id,
        name,
        type,
        payload,
        List.copyOf(needs),
        runIf,
        priority,
        timeoutMs,
        retry,
        pool == null ? defaultPool : pool,
        group,
        notBefore,
        cache,
        inputs,
        headers,
        false,
        0);
  }
}
