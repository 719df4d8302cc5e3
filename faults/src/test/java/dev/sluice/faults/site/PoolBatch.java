package dev.sluice.faults.site;

import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskBuilder;
import java.util.Map;
import java.util.function.Consumer;

/** Describes a batch for the workers of one pool. */
public final class PoolBatch {

  private final Pool pool;
  private final BatchBuilder batch;
  private final String id;
  private int tasks;

  PoolBatch(Pool pool, String id) {
    this.pool = pool;
    this.id = id;
    this.batch = Batch.named(id).id(id);
  }

  /** Adds a task without parameters. */
  public PoolBatch task(String taskId, String type) {
    return task(taskId, type, Map.of());
  }

  /** Adds a task. */
  public PoolBatch task(String taskId, String type, Map<String, ?> params) {
    return task(taskId, type, params, task -> {});
  }

  /** Adds a task, and says more of it. */
  public PoolBatch task(
      String taskId, String type, Map<String, ?> params, Consumer<TaskBuilder> more) {
    batch.task(
        taskId,
        task -> {
          task.type(type).pool(pool.name()).params(params);
          more.accept(task);
        });
    tasks++;
    return this;
  }

  /** Adds many tasks {@code t0}, {@code t1} and so on that take so long. */
  public PoolBatch work(int count, long millis) {
    for (int i = 0; i < count; i++) {
      task("t" + i, "work", Map.of("ms", millis));
    }
    return this;
  }

  /** Submits it; from then on the scheduler has it. */
  public SubmittedBatch submit() {
    return submit(pool.site().client());
  }

  /** Like {@link #submit()}, and also with another client. */
  public SubmittedBatch submit(SluiceClient client) {
    BatchHandle handle = client.submit(batch.build());
    return new SubmittedBatch(pool, id, tasks, handle, System.currentTimeMillis());
  }
}
