package dev.sluice.core.task;

import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes and what they are: a task's payload or its output. The array is shared, not copied, because
 * these are the bulk of what flows through; nobody may write into it.
 */
public record Content(byte[] bytes, String type) {

  public static final String JSON = "application/json";

  public static final String BYTES = "application/octet-stream";

  /** No bytes at all. */
  public static final Content EMPTY = new Content(new byte[0], JSON);

  public Content {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(type, "type");
  }

  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that
        && type.equals(that.type)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type + ", " + bytes.length + " bytes";
  }
}
