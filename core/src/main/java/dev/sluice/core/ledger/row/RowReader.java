package dev.sluice.core.ledger.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowWriter} wrote, in the same order. */
final class RowReader {

  private final byte[] row;
  private int position;

  RowReader(byte[] row) {
    this(row, 0);
  }

  RowReader(byte[] row, int from) {
    this.row = row;
    this.position = from;
  }

  /** Where the next field begins. */
  int position() {
    return position;
  }

  int tag() {
    return row[position++];
  }

  boolean flag() {
    return tag() != 0;
  }

  <E extends Enum<E>> E symbol(E[] values) {
    return values[tag()];
  }

  long number() {
    long rest = 0;
    int shift = 0;
    byte next;
    do {
      next = row[position++];
      rest |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return (rest >>> 1) ^ -(rest & 1);
  }

  int count() {
    return Math.toIntExact(number());
  }

  double real() {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = (bits << 8) | (row[position++] & 0xFF);
    }
    return Double.longBitsToDouble(bits);
  }

  byte[] bytes() {
    int size = count();
    byte[] value = Arrays.copyOfRange(row, position, position + size);
    position += size;
    return value;
  }

  String text() {
    int size = count();
    String value = new String(row, position, size, StandardCharsets.UTF_8);
    position += size;
    return value;
  }

  @Nullable String optional() {
    return flag() ? text() : null;
  }

  Map<String, String> texts() {
    int size = count();
    Map<String, String> values = HashMap.newHashMap(size);
    for (int i = 0; i < size; i++) {
      values.put(text(), text());
    }
    return values;
  }
}
