package dev.sluice.worker.execution;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Release;
import dev.sluice.worker.handler.NewTask;
import dev.sluice.worker.handler.TooManySpawnedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that one attempt adds to its batch, in the order in which they were added. They count
 * only if the attempt succeeds. Thread-safe.
 */
final class SpawnedTasks {

  private final Release release;
  private final SpawnRules rules;
  private final SpawnLimits limits;
  private Map<String, TaskSpec> tasks = Map.of();
  private long bytes;
  private @Nullable String tooMany;
  private boolean closed;

  SpawnedTasks(Release release, Limits limits, SpawnLimits spawn) {
    this.release = release;
    this.rules = new SpawnRules(limits);
    this.limits = spawn;
  }

  synchronized void add(NewTask task) {
    if (closed) {
      throw new IllegalStateException(
          "The attempt of " + release.getTaskId() + " has ended and can add no more tasks");
    }
    TaskSpec spec = task.asTask(Priority.valueOf(release.getPriority().name()), release.getPool());
    rules.check(release.getTaskId(), spec);
    if (tasks.containsKey(spec.id())) {
      throw SpawnRules.refused(spec.id(), "this attempt has added a task with that id already");
    }
    long more = SpawnedBytes.of(release.getBatchId(), spec);
    refuseMoreThanFits(spec.id(), more);
    if (tasks.isEmpty()) {
      tasks = new LinkedHashMap<>();
    }
    tasks.put(spec.id(), spec);
    bytes += more;
  }

  /** From the first one that is too many on, none of them counts any more. */
  private void refuseMoreThanFits(String id, long more) {
    int count = tasks.size() + 1;
    if (tooMany == null && (count > limits.tasks() || bytes + more > limits.bytes())) {
      tooMany = limits.exceeded("with %s it is %d of %d bytes".formatted(id, count, bytes + more));
    }
    if (tooMany != null) {
      tasks = Map.of();
      throw new TooManySpawnedException(tooMany);
    }
  }

  /** Why the attempt can't succeed with these tasks and such an output, if it can't. */
  synchronized Optional<String> tooMany(int outputBytes) {
    if (tooMany == null && !tasks.isEmpty() && bytes + outputBytes > limits.bytes()) {
      tooMany =
          limits.exceeded(
              "%d and the output have %d bytes".formatted(tasks.size(), bytes + outputBytes));
    }
    return Optional.ofNullable(tooMany);
  }

  /** Takes no more. */
  synchronized List<TaskSpec> close() {
    closed = true;
    return tasks.isEmpty() ? List.of() : List.copyOf(tasks.values());
  }
}
