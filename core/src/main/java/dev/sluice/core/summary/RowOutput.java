package dev.sluice.core.summary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a row: a version byte, then numbers of variable length and texts. */
final class RowOutput {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

  RowOutput(int version) {
    bytes.write(version);
  }

  /** Small numbers take little room: zigzag, seven bits a byte. */
  void number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  void text(@Nullable String text) {
    if (text == null) {
      number(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.write(utf8, 0, utf8.length);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
