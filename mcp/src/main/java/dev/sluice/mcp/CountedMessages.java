package dev.sluice.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stdout, one message a line, which remembers how many answers are still owed. The SDK writes to it
 * while it holds its monitor, so that the line of another writer never gets into one of its.
 */
final class CountedMessages extends OutputStream {

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition paid = lock.newCondition();
  private long owed;

  CountedMessages(OutputStream out) {
    this.out = out;
  }

  /** One more answer is to come. */
  void owe() {
    lock.lock();
    try {
      owed++;
    } finally {
      lock.unlock();
    }
  }

  /** Writes a message that no request asked for. */
  void write(String message) throws IOException {
    synchronized (this) {
      out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** Waits until every answer is written, but no longer than this. */
  void awaitPaid(long seconds) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(seconds);
      while (owed > 0 && left > 0) {
        left = paid.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    pay(b == '\n' ? 1 : 0);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    int lines = 0;
    for (int i = from; i < from + length; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    pay(lines);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Flushed before it counts, because the process may end with the last one. */
  private void pay(int answers) throws IOException {
    if (answers > 0) {
      out.flush();
      lock.lock();
      try {
        owed = Math.max(0, owed - answers);
        paid.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
