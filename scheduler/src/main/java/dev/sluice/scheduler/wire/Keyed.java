package dev.sluice.scheduler.wire;

import java.nio.charset.StandardCharsets;

/** A record for a sink with its key. */
public record Keyed(byte[] key, Outbound value) {

  /** A record with a text as its key. */
  public static Keyed of(String key, Outbound value) {
    return new Keyed(key.getBytes(StandardCharsets.UTF_8), value);
  }
}
