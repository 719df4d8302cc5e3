package dev.sluice.worker.execution;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one attempt has come, as its handler says. Handlers call this as often as they like, so
 * nothing here waits for anything; heartbeats read it.
 */
final class Headway {

  static final int NOTE_CHARS = 200;
  private static final int UNKNOWN = -1;
  private static final Progress NOTHING_SAID = new Progress(UNKNOWN, null);

  private final Details details;
  private volatile Progress progress = NOTHING_SAID;
  private volatile boolean closed;

  /**
   * @param percent 0 to 100; -1 = not known
   */
  record Progress(int percent, @Nullable String note) {}

  Headway(Details details) {
    this.details = details;
  }

  /** What is no percentage is taken to the nearest one: a display must not fail a task. */
  void progress(double percent, @Nullable String note) {
    int whole = Double.isNaN(percent) ? UNKNOWN : (int) Math.clamp(percent, 0.0, 100.0);
    progress = new Progress(whole, Failures.cut(note, NOTE_CHARS));
  }

  Progress progress() {
    return progress;
  }

  /**
   * @throws IllegalArgumentException if they are too many
   */
  void details(byte[] bytes) {
    if (!closed) {
      details.keep(bytes);
    }
  }

  Optional<ByteBuffer> details() {
    return details.newest();
  }

  /** The attempt is over: a handler that goes on all the same has no more say for the next one. */
  void close() {
    closed = true;
  }
}
