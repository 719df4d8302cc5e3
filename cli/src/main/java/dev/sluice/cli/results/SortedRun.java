package dev.sluice.cli.results;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Results on disk in their order, to be read any number of times; gone when closed. */
final class SortedRun implements Closeable {

  private static final int BUFFER = 32 * 1024;

  private final FileChannel file;
  private final long size;

  private SortedRun(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  /** Writes these, which are in order, to a file in this folder. */
  static SortedRun of(Iterator<SpooledResult> results, Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            Files.createTempFile(folder, ".sluice-results-", ".part"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      var out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
      long size = 0;
      while (results.hasNext()) {
        results.next().write(out);
        size++;
      }
      out.flush();
      return new SortedRun(file, size);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  /** Reads it from its beginning, whoever else does. */
  Iterator<SpooledResult> read() {
    var in = new DataInputStream(new BufferedInputStream(new Bytes(), BUFFER));
    return new Iterator<>() {

      private long left = size;

      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public SpooledResult next() {
        if (left == 0) {
          throw new NoSuchElementException();
        }
        left--;
        try {
          return SpooledResult.read(in);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** The file's bytes, with a place of its own in it. */
  private final class Bytes extends InputStream {

    private long at;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = file.read(ByteBuffer.wrap(target, offset, length), at);
      at += Math.max(0, read);
      return read;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
