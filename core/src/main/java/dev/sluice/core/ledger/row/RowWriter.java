package dev.sluice.core.ledger.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a row one after the other. Numbers take as few bytes as they need. */
final class RowWriter {

  private byte[] buffer;
  private int size;

  RowWriter(int expectedSize) {
    buffer = new byte[expectedSize];
  }

  RowWriter tag(int tag) {
    reserve(1);
    buffer[size++] = (byte) tag;
    return this;
  }

  RowWriter flag(boolean value) {
    return tag(value ? 1 : 0);
  }

  RowWriter symbol(Enum<?> value) {
    return tag(value.ordinal());
  }

  /** Small numbers of either sign are short: zigzag, seven bits a byte. */
  RowWriter number(long value) {
    reserve(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  RowWriter real(double value) {
    long bits = Double.doubleToLongBits(value);
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (bits >>> shift);
    }
    return this;
  }

  RowWriter bytes(byte[] value) {
    return number(value.length).raw(value);
  }

  /** Bytes that end where the row ends. */
  RowWriter raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
    return this;
  }

  RowWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  RowWriter optional(@Nullable String value) {
    flag(value != null);
    return value == null ? this : text(value);
  }

  RowWriter texts(Map<String, String> values) {
    number(values.size());
    values.forEach((key, value) -> text(key).text(value));
    return this;
  }

  byte[] row() {
    return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
  }

  private void reserve(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
