package dev.sluice.core.summary;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowOutput} wrote. */
final class RowInput {

  private final byte[] bytes;
  private int at;

  /**
   * @param oldest the first version that can be read
   * @param newest the last one
   * @param what names the row in errors
   */
  RowInput(byte[] bytes, int oldest, int newest, String what) {
    if (bytes.length == 0 || bytes[0] < oldest || bytes[0] > newest) {
      throw new IllegalArgumentException(
          "This "
              + what
              + " row has version "
              + (bytes.length == 0 ? "none" : bytes[0])
              + ", known are "
              + oldest
              + " to "
              + newest
              + "; it was written by a newer Sluice: upgrade this process");
    }
    this.bytes = bytes;
    this.at = 1;
  }

  /** The version that wrote the row. */
  int version() {
    return bytes[0];
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IllegalArgumentException("A number at byte " + at + " of a row has no end");
  }

  String text() {
    String text = optionalText();
    if (text == null) {
      throw new IllegalArgumentException("A text before byte " + at + " of a row is missing");
    }
    return text;
  }

  @Nullable String optionalText() {
    int length = (int) number();
    if (length < 0) {
      return null;
    }
    var text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }
}
