package dev.sluice.worker.execution;

import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a task that another one adds has to be like, as far as the worker can tell. The ledger
 * judges it again, and knows the pools and the other tasks of the batch.
 */
record SpawnRules(Limits limits) {

  /**
   * @param parent id of the task that adds it
   * @throws IllegalArgumentException if it breaks a rule
   */
  void check(String parent, TaskSpec task) {
    String flaw = identity(parent, task);
    if (flaw == null) {
      flaw = texts(task);
    }
    if (flaw == null) {
      flaw = times(task);
    }
    if (flaw == null) {
      flaw = sizes(task);
    }
    if (flaw == null) {
      flaw = needs(task);
    }
    if (flaw != null) {
      throw refused(task.id(), flaw);
    }
  }

  static IllegalArgumentException refused(String id, String flaw) {
    String shown = id.length() > Ids.MAX_LENGTH ? id.substring(0, Ids.MAX_LENGTH) + "…" : id;
    return new IllegalArgumentException("Task " + shown + " can't be added to the batch: " + flaw);
  }

  private static @Nullable String identity(String parent, TaskSpec task) {
    if (!Ids.validTaskId(task.id())) {
      return "a task id is " + Ids.TASK_RULE;
    }
    if (task.id().equals(parent)) {
      return "it is the task that adds it";
    }
    if (!Ids.validBatchId(task.type())) {
      return "its type must be 1 to 200 characters of A-Z a-z 0-9 . _ : -";
    }
    return Ids.validPool(task.pool()) ? null : "a pool is [a-z0-9-]{1,40}, not " + task.pool();
  }

  private static @Nullable String texts(TaskSpec task) {
    if (longer(task.name(), FieldLimits.NAME_CHARS)) {
      return "its name may have " + FieldLimits.NAME_CHARS + " characters";
    }
    return longer(task.group(), FieldLimits.WORD_CHARS)
            || longer(task.payload().type(), FieldLimits.WORD_CHARS)
        ? "its group and content type may have " + FieldLimits.WORD_CHARS + " characters"
        : null;
  }

  private static @Nullable String times(TaskSpec task) {
    long longest = FieldLimits.LONGEST_ATTEMPT.toMillis();
    if (task.timeoutMs() < 0 || task.timeoutMs() > longest) {
      return "its timeout must be 0 to " + longest + " ms, was " + task.timeoutMs();
    }
    RetryPlan retry = task.retry();
    if (retry != null && (tooLong(retry.delay()) || tooLong(retry.maxDelay()))) {
      return "retry.delay and retry.maxDelay must be 0 to 30 days";
    }
    return FieldLimits.plausibleTime(task.notBefore())
        ? null
        : "notBefore must be between the years 2000 and 2100";
  }

  private @Nullable String sizes(TaskSpec task) {
    if (task.payload().size() > limits.payloadBytes()) {
      return "its payload has %d bytes, the limit is %d; pass a reference to the data instead"
          .formatted(task.payload().size(), limits.payloadBytes());
    }
    if (task.headers().size() > limits.headersPerTask()
        || task.headerBytes() > limits.headerBytes()) {
      return "headers may be %d with %d bytes together"
          .formatted(limits.headersPerTask(), limits.headerBytes());
    }
    return task.needs().size() > limits.needsPerTask()
        ? "it has %d needs, the limit is %d".formatted(task.needs().size(), limits.needsPerTask())
        : null;
  }

  private static @Nullable String needs(TaskSpec task) {
    for (String need : task.needs()) {
      if (need.equals(task.id())) {
        return "it needs itself";
      }
      if (!Ids.validTaskId(need)) {
        return "a need is no task id: " + Ids.TASK_RULE;
      }
    }
    return null;
  }

  private static boolean longer(@Nullable String text, int limit) {
    return text != null && text.length() > limit;
  }

  private static boolean tooLong(Duration delay) {
    return delay.compareTo(FieldLimits.LONGEST_ATTEMPT) > 0;
  }
}
