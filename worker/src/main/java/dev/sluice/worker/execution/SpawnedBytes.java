package dev.sluice.worker.execution;

import dev.sluice.core.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much room a task takes in a report, without writing it: as Avro does, each text with its
 * length, each number in as many bytes as it needs, here as it needs at most.
 */
public final class SpawnedBytes {

  private static final int FLAGS_AND_COUNTS = 12;
  private static final int NUMBER = 10;
  private static final int RETRY = 48;

  private SpawnedBytes() {}

  public static long of(String batchId, TaskSpec task) {
    long bytes =
        FLAGS_AND_COUNTS
            + text(batchId)
            + text(task.id())
            + text(task.name())
            + text(task.type())
            + text(task.payload().type())
            + sized(task.payload().size())
            + text(task.pool())
            + text(task.group())
            + text(task.cache() == null ? null : task.cache().key());
    bytes += task.cache() == null || task.cache().ttlMs() == 0 ? 0 : NUMBER;
    bytes += task.timeoutMs() == 0 ? 0 : NUMBER;
    bytes += task.notBefore() == 0 ? 0 : NUMBER;
    bytes += task.retry() == null ? 0 : RETRY;
    for (String need : task.needs()) {
      bytes += text(need);
    }
    bytes += task.needs().isEmpty() ? 0 : 3;
    for (Map.Entry<String, String> header : task.headers().entrySet()) {
      bytes += text(header.getKey()) + text(header.getValue());
    }
    return bytes;
  }

  private static long text(@Nullable String text) {
    return text == null ? 0 : sized(utf8(text));
  }

  private static int utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return text.length();
  }

  /** A length is written in seven bits a byte, with its sign. */
  private static long sized(int length) {
    return (long) length + (length < 1 << 6 ? 1 : length < 1 << 13 ? 2 : 3);
  }
}
