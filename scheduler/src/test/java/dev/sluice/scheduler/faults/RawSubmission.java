package dev.sluice.scheduler.faults;

import dev.sluice.records.Submission;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes of a submission, field by field, as a producer with an Avro library of its own writes
 * them: also such that no library would.
 */
final class RawSubmission {

  private static final int HEADER = 10;

  private final Map<String, byte[]> fields = new LinkedHashMap<>();

  RawSubmission(String batchId, String taskId) {
    fields.put("batchId", text(batchId));
    fields.put("taskId", text(taskId));
    fields.put("name", number(0));
    fields.put("type", text("noop"));
    fields.put("payload", text(""));
    fields.put("contentType", text("application/json"));
    fields.put("needs", number(0));
    fields.put("runIf", number(0));
    fields.put("timeoutMs", number(0));
    fields.put("retry", number(0));
    fields.put("pool", text("default"));
    fields.put("group", number(0));
    fields.put("notBefore", number(0));
    fields.put("cacheKey", number(0));
    fields.put("inputs", new byte[] {1});
    fields.put("headers", number(0));
    fields.put("awaitOpen", new byte[] {0});
    fields.put("remainingPath", number(0));
    fields.put("cache", new byte[] {0});
    fields.put("cacheTtlMs", number(0));
  }

  /** The same with other bytes for a field. */
  RawSubmission with(String field, byte[]... parts) {
    fields.replace(field, joined(Arrays.asList(parts)));
    return this;
  }

  byte[] bytes() {
    // The fingerprint of today's schema, as anybody's first record has it.
    Submission any = FlowDriver.task("b", "t").build();
    byte[] header = Arrays.copyOf(TestRecords.encode(Submission.class, any), HEADER);
    return joined(Arrays.asList(header, joined(fields.values())));
  }

  /** A text as Avro has it; characters beyond ASCII as UTF-8. */
  static byte[] text(String text) {
    return bytes(utf8(text));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes with their length before them: how Avro writes bytes, and texts of any quality. */
  static byte[] bytes(byte[] bytes) {
    return joined(Arrays.asList(number(bytes.length), bytes));
  }

  /** A whole number, the branch of a union, the place of an enum's constant: a zigzag varint. */
  static byte[] number(long value) {
    var out = new ByteArrayOutputStream();
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static byte[] joined(Iterable<byte[]> parts) {
    var out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
