package dev.sluice.scheduler.deadletter;

import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.wire.RecordSizes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: key, bytes and headers as they were, and headers {@code sluice-reason},
 * {@code sluice-error}, {@code sluice-source-topic}, {@code -partition} and {@code -offset}. A dead
 * letter always fits into its topic: a value or key that is too large is cut, and {@code
 * sluice-cut-from} or {@code sluice-key-cut-from} says from how many bytes; headers beyond a bound
 * are left out, and {@code sluice-headers-left-out} says how many.
 */
public final class DeadLetters {

  /** The bytes are no record of their topic. */
  public static final String BAD_RECORD = "BAD_RECORD";

  /** The record is on a wrong partition: again after it was forwarded, or too large for that. */
  public static final String WRONG_PARTITION = "WRONG_PARTITION";

  /** What it asks for would need a row larger than the store takes. */
  public static final String ROW_TOO_LARGE = "ROW_TOO_LARGE";

  /** A defect of the scheduler: the ledger failed on it. */
  public static final String INTERNAL_ERROR = "INTERNAL_ERROR";

  private static final int MOST_BYTES = 5 * 1024 * 1024;
  private static final int MOST_KEY_BYTES = 1024;
  private static final int MOST_HEADER_BYTES = 64 * 1024;
  private static final int MOST_ERROR_CHARS = 1000;

  private final String topic;

  public DeadLetters(String topic) {
    this.topic = topic;
  }

  public Record<byte[], Outbound> of(SourceRecord source, String reason, @Nullable String error) {
    Headers headers = some(source.headers());
    put(headers, "sluice-reason", reason);
    put(headers, "sluice-error", cut(Objects.requireNonNullElse(error, "")));
    put(headers, "sluice-source-topic", source.topic());
    put(headers, "sluice-source-partition", Integer.toString(source.partition()));
    put(headers, "sluice-source-offset", Long.toString(source.offset()));
    byte[] value = cut(source.value(), MOST_BYTES, "sluice-cut-from", headers);
    byte[] key = source.key();
    if (key != null) {
      key = cut(key, MOST_KEY_BYTES, "sluice-key-cut-from", headers);
    }
    return new Record<>(key, new Outbound(topic, value, null), source.timestampMs(), headers);
  }

  private static Headers some(Headers all) {
    Headers some = new RecordHeaders();
    long left = MOST_HEADER_BYTES;
    int leftOut = 0;
    for (Header header : all) {
      long size = RecordSizes.size(header);
      if (size <= left) {
        some.add(header);
        left -= size;
      } else {
        leftOut++;
      }
    }
    if (leftOut > 0) {
      put(some, "sluice-headers-left-out", Integer.toString(leftOut));
    }
    return some;
  }

  private static byte[] cut(byte[] bytes, int most, String name, Headers headers) {
    if (bytes.length <= most) {
      return bytes;
    }
    put(headers, name, Integer.toString(bytes.length));
    return Arrays.copyOf(bytes, most);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String cut(String text) {
    return text.length() <= MOST_ERROR_CHARS ? text : text.substring(0, MOST_ERROR_CHARS);
  }
}
