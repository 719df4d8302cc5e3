package dev.sluice.worker.handler.builtin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream to its end and keeps a bounded part of it: a program never blocks on us. */
final class CappedOutput {

  private final int limit;
  private final boolean keepLast;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long total;

  private CappedOutput(int limit, boolean keepLast) {
    this.limit = limit;
    this.keepLast = keepLast;
  }

  /** Keeps the first bytes. */
  static CappedOutput first(int limit) {
    return new CappedOutput(limit, false);
  }

  /** Keeps the last bytes. */
  static CappedOutput last(int limit) {
    return new CappedOutput(limit, true);
  }

  void readAll(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      add(buffer, n);
    }
  }

  private synchronized void add(byte[] buffer, int n) {
    total += n;
    if (!keepLast) {
      kept.write(buffer, 0, Math.min(n, limit - kept.size()));
      return;
    }
    kept.write(buffer, 0, n);
    if (kept.size() > 2 * limit) {
      byte[] tail = bytes();
      kept.reset();
      kept.writeBytes(tail);
    }
  }

  /** How much came, kept or not. */
  synchronized long total() {
    return total;
  }

  synchronized byte[] bytes() {
    byte[] all = kept.toByteArray();
    return all.length <= limit ? all : Arrays.copyOfRange(all, all.length - limit, all.length);
  }
}
