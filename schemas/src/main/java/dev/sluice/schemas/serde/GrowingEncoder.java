package dev.sluice.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding straight into one array that grows and is used again. Avro's own encoders
 * go through a stream, which costs more than the encoding of a small record. Not thread-safe.
 */
final class GrowingEncoder extends Encoder {

  private static final int USUAL_SIZE = 512;
  private static final int LONGEST_NUMBER = 10;

  private byte[] buffer = new byte[USUAL_SIZE];
  private int size;

  /** Forgets what was written and begins with these bytes. */
  void startWith(byte[] header) {
    size = 0;
    writeFixed(header, 0, header.length);
  }

  /** A copy of what was written. */
  byte[] written() {
    return Arrays.copyOf(buffer, size);
  }

  /** How many bytes it holds on to. */
  int capacity() {
    return buffer.length;
  }

  private void room(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, bytes), grown()));
    }
  }

  private int grown() {
    return (int) Math.min(Integer.MAX_VALUE - 8, buffer.length * 2L);
  }

  @Override
  public void writeNull() {
    // takes no bytes
  }

  @Override
  public void writeBoolean(boolean value) {
    room(1);
    buffer[size++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    room(LONGEST_NUMBER);
    size += BinaryData.encodeInt(value, buffer, size);
  }

  @Override
  public void writeLong(long value) {
    room(LONGEST_NUMBER);
    size += BinaryData.encodeLong(value, buffer, size);
  }

  @Override
  public void writeFloat(float value) {
    room(Float.BYTES);
    size += BinaryData.encodeFloat(value, buffer, size);
  }

  @Override
  public void writeDouble(double value) {
    room(Double.BYTES);
    size += BinaryData.encodeDouble(value, buffer, size);
  }

  @Override
  public void writeString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeBytes(utf8, 0, utf8.length);
  }

  @Override
  public void writeString(Utf8 text) {
    writeBytes(text.getBytes(), 0, text.getByteLength());
  }

  @Override
  public void writeBytes(ByteBuffer bytes) {
    int length = bytes.remaining();
    writeInt(length);
    room(length);
    bytes.get(bytes.position(), buffer, size, length);
    size += length;
  }

  @Override
  public void writeBytes(byte[] bytes, int start, int length) {
    writeInt(length);
    writeFixed(bytes, start, length);
  }

  @Override
  public void writeFixed(byte[] bytes, int start, int length) {
    room(length);
    System.arraycopy(bytes, start, buffer, size, length);
    size += length;
  }

  @Override
  public void writeEnum(int ordinal) {
    writeInt(ordinal);
  }

  @Override
  public void writeIndex(int branch) {
    writeInt(branch);
  }

  @Override
  public void writeArrayStart() {
    // the count of the items comes first
  }

  @Override
  public void setItemCount(long count) {
    if (count > 0) {
      writeLong(count);
    }
  }

  @Override
  public void startItem() {
    // items follow each other without a mark
  }

  @Override
  public void writeArrayEnd() {
    writeInt(0);
  }

  @Override
  public void writeMapStart() {
    // as an array
  }

  @Override
  public void writeMapEnd() {
    writeInt(0);
  }

  @Override
  public void flush() {
    // everything is in the array
  }
}
