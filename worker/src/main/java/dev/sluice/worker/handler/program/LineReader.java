package dev.sluice.worker.handler.program;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of a bounded length. Not thread-safe. */
public final class LineReader {

  private final InputStream in;
  private final int most;

  /** One line, without its end. */
  public record Line(byte[] bytes, boolean cut) {}

  public LineReader(InputStream in, int most) {
    this.in = new BufferedInputStream(in, 16 * 1024);
    this.most = most;
  }

  /** The next line, cut where it is too long; null at the end. */
  public @Nullable Line next() throws IOException {
    var bytes = new ByteArrayOutputStream();
    boolean cut = false;
    int read = in.read();
    if (read < 0) {
      return null;
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (bytes.size() < most) {
        bytes.write(read);
      } else {
        cut = true;
      }
    }
    return new Line(bytes.toByteArray(), cut);
  }
}
