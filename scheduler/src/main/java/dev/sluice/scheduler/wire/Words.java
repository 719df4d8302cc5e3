package dev.sluice.scheduler.wire;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.ErrorInfo;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The same thing in core's words and in Avro's. Constants of the same meaning share their name. */
public final class Words {

  private Words() {}

  /** Core's word for a status; empty for one that this version does not know. */
  public static Optional<TaskStatus> toCore(dev.sluice.records.TaskStatus status) {
    return status == dev.sluice.records.TaskStatus.UNKNOWN
        ? Optional.empty()
        : Optional.of(TaskStatus.valueOf(status.name()));
  }

  /** Avro's word for a terminal status. */
  public static dev.sluice.records.TaskStatus toAvro(TaskStatus status) {
    return status.terminal()
        ? dev.sluice.records.TaskStatus.valueOf(status.name())
        : dev.sluice.records.TaskStatus.UNKNOWN;
  }

  public static Priority toCore(dev.sluice.records.Priority priority) {
    return Priority.valueOf(priority.name());
  }

  public static dev.sluice.records.Priority toAvro(Priority priority) {
    return dev.sluice.records.Priority.valueOf(priority.name());
  }

  public static @Nullable TaskError toCore(@Nullable ErrorInfo error) {
    return error == null
        ? null
        : new TaskError(error.getType(), error.getMessage(), error.getRetryable());
  }

  public static @Nullable ErrorInfo toAvro(@Nullable TaskError error) {
    return error == null ? null : new ErrorInfo(error.type(), error.message(), error.retryable());
  }

  /** A copy of the bytes that a buffer has left. */
  public static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  public static @Nullable Content content(@Nullable ByteBuffer buffer, String type) {
    return buffer == null ? null : new Content(bytes(buffer), type);
  }

  public static @Nullable ByteBuffer buffer(@Nullable Content content) {
    return content == null ? null : ByteBuffer.wrap(content.bytes());
  }

  public static String type(@Nullable Content content) {
    return content == null ? Content.JSON : content.type();
  }
}
