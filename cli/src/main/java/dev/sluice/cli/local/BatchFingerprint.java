package dev.sluice.cli.local;

import dev.sluice.client.Batch;
import dev.sluice.core.task.TaskSpec;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch consists of, in short: equal for the same tasks and options, whatever the batch's id
 * and however the file is laid out.
 */
public final class BatchFingerprint {

  private final DataOutputStream out;

  private BatchFingerprint(DataOutputStream out) {
    this.out = out;
  }

  public static String of(Batch batch) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      var bytes = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
      try (var out = new DataOutputStream(new BufferedOutputStream(bytes))) {
        new BatchFingerprint(out).add(batch);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(Batch batch) throws IOException {
    text(batch.options());
    text(batch.timeout());
    for (TaskSpec task : batch.tasks()) {
      add(task);
    }
  }

  private void add(TaskSpec task) throws IOException {
    List<Object> texts =
        List.of(task.id(), task.type(), task.pool(), task.priority(), task.runIf(), task.headers());
    for (Object text : texts) {
      text(text);
    }
    text(task.name());
    text(task.group());
    text(task.cache());
    text(task.retry());
    out.writeInt(task.payload().size());
    out.write(task.payload().bytes());
    text(task.payload().type());
    out.writeInt(task.needs().size());
    for (String need : task.needs()) {
      text(need);
    }
    out.writeLong(task.timeoutMs());
    out.writeLong(task.notBefore());
    out.writeBoolean(task.inputs());
  }

  private void text(@Nullable Object value) throws IOException {
    byte[] bytes = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    out.writeInt(value == null ? -1 : bytes.length);
    out.write(bytes);
  }
}
