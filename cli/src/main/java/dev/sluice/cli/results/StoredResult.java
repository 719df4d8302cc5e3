package dev.sluice.cli.results;

import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A result as bytes, for as long as this process lives. */
final class StoredResult {

  private StoredResult() {}

  static byte[] bytes(TaskResult result) throws IOException {
    var bytes = new ByteArrayOutputStream(256);
    var out = new DataOutputStream(bytes);
    text(out, result.batchId());
    text(out, result.taskId());
    out.writeInt(result.round());
    text(out, result.name());
    out.writeByte(result.status().ordinal());
    text(out, result.reason());
    Content output = result.output();
    raw(out, output == null ? null : output.bytes());
    text(out, output == null ? null : output.type());
    TaskError error = result.error();
    text(out, error == null ? null : error.type());
    text(out, error == null ? null : error.message());
    out.writeBoolean(error != null && error.retryable());
    out.writeInt(result.attempts());
    out.writeInt(result.retryCount());
    out.writeLong(result.queuedAt());
    out.writeLong(result.releasedAt());
    out.writeLong(result.startedAt());
    out.writeLong(result.finishedAt());
    out.writeLong(result.runtimeMicros());
    text(out, result.worker());
    text(out, result.type());
    text(out, result.group());
    out.writeByte(result.priority().ordinal());
    text(out, result.cachedFrom());
    out.writeLong(result.chain().micros());
    out.writeInt(result.chain().tasks());
    text(out, result.chain().need());
    return bytes.toByteArray();
  }

  static TaskResult of(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    return new TaskResult(
        there(in),
        there(in),
        in.readInt(),
        text(in),
        TaskStatus.values()[in.readByte()],
        text(in),
        output(in),
        error(in),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        text(in),
        there(in),
        text(in),
        Priority.values()[in.readByte()],
        text(in),
        new TaskChain(in.readLong(), in.readInt(), text(in)));
  }

  private static @Nullable Content output(DataInputStream in) throws IOException {
    byte[] bytes = raw(in);
    String type = text(in);
    return bytes == null || type == null ? null : new Content(bytes, type);
  }

  private static @Nullable TaskError error(DataInputStream in) throws IOException {
    String type = text(in);
    String message = text(in);
    boolean retryable = in.readBoolean();
    return type == null ? null : new TaskError(type, message, retryable);
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    raw(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private static void raw(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static String there(DataInputStream in) throws IOException {
    String text = text(in);
    return text == null ? "" : text;
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    byte[] bytes = raw(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] raw(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : in.readNBytes(length);
  }
}
