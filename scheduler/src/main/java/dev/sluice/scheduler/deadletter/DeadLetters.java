package dev.sluice.scheduler.deadletter;

import dev.sluice.scheduler.wire.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: key, bytes and headers as they were, and headers {@code sluice-reason},
 * {@code sluice-error}, {@code sluice-source-topic}, {@code -partition} and {@code -offset}. What
 * is larger than the dead-letter topic takes is cut, and {@code sluice-cut-from} says from how many
 * bytes.
 */
public final class DeadLetters {

  /** The bytes are no record of their topic. */
  public static final String BAD_RECORD = "BAD_RECORD";

  /** The record was forwarded to its partition once and is on a wrong one again. */
  public static final String WRONG_PARTITION = "WRONG_PARTITION";

  /** What it asks for would need a row larger than the store takes. */
  public static final String ROW_TOO_LARGE = "ROW_TOO_LARGE";

  /** A defect of the scheduler: the ledger failed on it. */
  public static final String INTERNAL_ERROR = "INTERNAL_ERROR";

  private static final int MOST_BYTES = 5 * 1024 * 1024;
  private static final int MOST_ERROR_CHARS = 1000;

  private final String topic;

  public DeadLetters(String topic) {
    this.topic = topic;
  }

  public Record<byte[], Outbound> of(SourceRecord source, String reason, @Nullable String error) {
    byte[] bytes = source.value();
    Headers headers = new RecordHeaders(source.headers());
    put(headers, "sluice-reason", reason);
    put(headers, "sluice-error", cut(Objects.requireNonNullElse(error, "")));
    put(headers, "sluice-source-topic", source.topic());
    put(headers, "sluice-source-partition", Integer.toString(source.partition()));
    put(headers, "sluice-source-offset", Long.toString(source.offset()));
    if (bytes.length > MOST_BYTES) {
      put(headers, "sluice-cut-from", Integer.toString(bytes.length));
      bytes = Arrays.copyOf(bytes, MOST_BYTES);
    }
    return new Record<>(
        source.key(), new Outbound(topic, bytes, null), source.timestampMs(), headers);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String cut(String text) {
    return text.length() <= MOST_ERROR_CHARS ? text : text.substring(0, MOST_ERROR_CHARS);
  }
}
