package dev.sluice.worker.handler.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a program writes to one of its streams until it ends. For one reading thread.
 *
 * <p>A read of a pipe returns when somebody writes, or when everybody who holds the other end is
 * gone; an interrupt does not end it, nor does a close. What a program leaves behind may hold that
 * end for days. So nothing is read here before it is there: in between the reader naps for a tenth
 * of the time that the program has been quiet, a twentieth of a second at most. An interrupt ends
 * the reading, and the end of the program does, whoever holds the pipe then.
 */
public final class ProgramOutput extends InputStream {

  private static final long SHORTEST_NAP_NANOS = 50_000;
  private static final long LONGEST_NAP_NANOS = 50_000_000;
  private static final int NAPS_OF_QUIET = 10;

  private final Process program;
  private final InputStream pipe;
  private final AtomicLong quietNanos = new AtomicLong();
  private volatile @Nullable Thread reader;

  ProgramOutput(Process program, InputStream pipe) {
    this.program = program;
    this.pipe = pipe;
  }

  /** Something may come now: the reader looks at once, and often for a while. Any thread. */
  public void expect() {
    quietNanos.set(0);
    LockSupport.unpark(reader);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    reader = Thread.currentThread();
    while (true) {
      boolean ended = !program.isAlive(); // asked first, so that all of its words are there then
      int read = readWhatIsThere(into, offset, length);
      if (read > 0) {
        quietNanos.set(0);
        return read;
      }
      if (ended) {
        return -1;
      }
      nap();
    }
  }

  /** When a program ends, the JDK takes the rest out of the pipe, under this same monitor. */
  private int readWhatIsThere(byte[] into, int offset, int length) throws IOException {
    synchronized (pipe) {
      return pipe.available() > 0 ? pipe.read(into, offset, length) : 0;
    }
  }

  private void nap() throws InterruptedIOException {
    long nap = Math.clamp(quietNanos.get() / NAPS_OF_QUIET, SHORTEST_NAP_NANOS, LONGEST_NAP_NANOS);
    LockSupport.parkNanos(this, nap);
    quietNanos.addAndGet(nap);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("Nobody wants to know what the program writes any more");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }
}
