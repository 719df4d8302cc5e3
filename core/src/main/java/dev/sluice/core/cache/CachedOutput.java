package dev.sluice.core.cache;

import dev.sluice.core.task.Content;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a task gave that succeeded, for others to stand in.
 *
 * @param batchId the batch of the task that ran
 * @param output null: it gave none, and that counts too
 * @param createdAt when it succeeded, in microseconds since the epoch
 * @param expiresAt not used from then on
 */
public record CachedOutput(
    String batchId, String taskId, @Nullable Content output, long createdAt, long expiresAt) {

  public CachedOutput {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(taskId, "taskId");
  }

  /** The task that ran, as batch id/task id. */
  public String from() {
    return batchId + "/" + taskId;
  }

  public boolean expiredAt(long at) {
    return expiresAt <= at;
  }
}
