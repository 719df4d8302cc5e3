package dev.sluice.core.task;

import dev.sluice.core.retry.RetryPlan;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was submitted. Holds whatever was submitted, valid or not: the ledger judges it.
 *
 * @param timeoutMs time limit of one attempt in milliseconds; 0 = none
 * @param notBefore not released before this time, in microseconds since the epoch; 0 = at once
 * @param cache how it uses the results cache; null: not
 * @param inputs whether the outputs of the needs travel with the release
 * @param awaitOpen parked until the batch's open command has arrived
 * @param remainingPath tasks on the longest chain of needs that begins with this one, as far as the
 *     producer knows: of tasks that stand in line with one priority, more goes first; 0 = not known
 */
public record TaskSpec(
    String id,
    @Nullable String name,
    String type,
    Content payload,
    List<String> needs,
    RunIf runIf,
    Priority priority,
    long timeoutMs,
    @Nullable RetryPlan retry,
    String pool,
    @Nullable String group,
    long notBefore,
    @Nullable CacheUse cache,
    boolean inputs,
    Map<String, String> headers,
    boolean awaitOpen,
    int remainingPath) {

  public TaskSpec {
    Objects.requireNonNull(id, "id");
    needs = List.copyOf(needs);
    headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  /** Whether this runs because of how its needs ended, even if what failed stops the batch. */
  public boolean cleansUp() {
    return runIf != RunIf.SUCCESS && !needs.isEmpty();
  }

  /** The same task with what is known of the chains of needs that begin with it. */
  public TaskSpec withRemainingPath(int tasks) {
    return new TaskSpec(
        id, name, type, payload, needs, runIf, priority, timeoutMs, retry, pool, group, notBefore,
        cache, inputs, headers, awaitOpen, tasks);
  }

  /** All names and values of its headers together, in UTF-8. */
  public long headerBytes() {
    long bytes = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      bytes += header.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += header.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  /** The same task without what only says which trace it was submitted in. */
  public TaskSpec untraced() {
    return TraceHeaders.in(headers) ? withHeaders(TraceHeaders.removed(headers)) : this;
  }

  /** The same task with other headers. */
  public TaskSpec withHeaders(Map<String, String> other) {
    return new TaskSpec(
        id,
        name,
        type,
        payload,
        needs,
        runIf,
        priority,
        timeoutMs,
        retry,
        pool,
        group,
        notBefore,
        cache,
        inputs,
        other,
        awaitOpen,
        remainingPath);
  }

  /** The same task with another payload. */
  public TaskSpec withPayload(Content other) {
    return with(other, priority, awaitOpen);
  }

  /** The same task, added by another one: it has that one's priority and waits for no open. */
  public TaskSpec spawnedBy(TaskSpec spawner) {
    return with(payload, spawner.priority, false);
  }

  private TaskSpec with(Content payload, Priority priority, boolean awaitOpen) {
    return new TaskSpec(
        id,
        name,
        type,
        payload,
        needs,
        runIf,
        priority,
        timeoutMs,
        retry,
        pool,
        group,
        notBefore,
        cache,
        inputs,
        headers,
        awaitOpen,
        remainingPath);
  }
}
