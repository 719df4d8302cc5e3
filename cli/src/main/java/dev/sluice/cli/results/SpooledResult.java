package dev.sluice.cli.results;

import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Priority;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of a task at one place of the topic, as bytes but for what it is sorted by.
 *
 * @param number its place
 * @param round of the result
 * @param result null: what was recorded before counts no more
 */
record SpooledResult(
    String taskId, long number, int round, Priority priority, byte @Nullable [] result) {

  private static final Priority[] PRIORITIES = Priority.values();
  private static final int OVERHEAD = 100;

  static SpooledResult of(TaskResult result, long number) {
    try {
      return new SpooledResult(
          result.taskId(), number, result.round(), result.priority(), StoredResult.bytes(result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SpooledResult forgotten(String taskId, long number) {
    return new SpooledResult(taskId, number, 0, Priority.NORMAL, null);
  }

  TaskResult read() {
    if (result == null) {
      throw new IllegalStateException("nothing counts that was recorded of task " + taskId);
    }
    try {
      return StoredResult.of(result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** About how much memory it takes. */
  long bytes() {
    return OVERHEAD + 2L * taskId.length() + (result == null ? 0 : result.length);
  }

  void write(DataOutputStream out) throws IOException {
    raw(out, taskId.getBytes(StandardCharsets.UTF_8));
    out.writeLong(number);
    out.writeInt(round);
    out.writeByte(priority.ordinal());
    out.writeBoolean(result != null);
    if (result != null) {
      raw(out, result);
    }
  }

  private static void raw(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static SpooledResult read(DataInputStream in) throws IOException {
    return new SpooledResult(
        new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8),
        in.readLong(),
        in.readInt(),
        PRIORITIES[in.readByte()],
        in.readBoolean() ? in.readNBytes(in.readInt()) : null);
  }
}
