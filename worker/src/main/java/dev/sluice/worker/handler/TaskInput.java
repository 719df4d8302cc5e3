package dev.sluice.worker.handler;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.core.task.TaskStatus;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a need of the task ended and what it gave.
 *
 * @param output read-only; null where the need has no output or the task asked for no inputs
 */
public record TaskInput(
    String taskId, TaskStatus status, @Nullable ByteBuffer output, String contentType) {

  /** The output; no bytes where there is none. */
  public TaskData data() {
    return new TaskData(taskId + ".output", output == null ? ByteBuffer.allocate(0) : output);
  }

  /** Like {@link TaskData#bytes}. */
  public byte[] bytes() {
    return data().bytes();
  }

  /** Like {@link TaskData#text}. */
  public String text() {
    return data().text();
  }

  /** Like {@link TaskData#json(Class)}. */
  public <T> T json(Class<T> type) throws NonRetryableException {
    return data().json(type);
  }

  /** Like {@link TaskData#json(TypeReference)}. */
  public <T> T json(TypeReference<T> type) throws NonRetryableException {
    return data().json(type);
  }
}
