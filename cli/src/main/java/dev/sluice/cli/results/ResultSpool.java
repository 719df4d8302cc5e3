package dev.sluice.cli.results;

import dev.sluice.client.TaskResult;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Results on disk, to be had again by where they stand. Gone when closed. Not thread-safe. */
final class ResultSpool implements Closeable {

  private static final int BUFFER = 64 * 1024;

  private final FileChannel file;
  private final DataOutputStream out;
  private final ByteBuffer window = ByteBuffer.allocate(BUFFER).limit(0);
  private long windowStart;
  private long end;

  private ResultSpool(FileChannel file) {
    this.file = file;
    this.out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
  }

  /** In this folder, where there has to be room for the results anyway. */
  static ResultSpool in(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, ".sluice-results-", ".part");
    return new ResultSpool(
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Where the result stands now. */
  long add(TaskResult result) throws IOException {
    byte[] bytes = StoredResult.bytes(result);
    out.writeInt(bytes.length);
    out.write(bytes);
    long at = end;
    end += Integer.BYTES + bytes.length;
    return at;
  }

  /** The result that stands here. Fastest in the order in which they were added. */
  TaskResult read(long at) throws IOException {
    byte[] bytes = new byte[ByteBuffer.wrap(read(at, Integer.BYTES)).getInt()];
    return StoredResult.of(read(at + Integer.BYTES, bytes.length));
  }

  private byte[] read(long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    if (length > BUFFER) {
      out.flush();
      fill(ByteBuffer.wrap(bytes), at, length);
      return bytes;
    }
    if (at < windowStart || at + length > windowStart + window.limit()) {
      out.flush();
      window.clear();
      windowStart = at;
      fill(window, at, length);
      window.flip();
    }
    window.get((int) (at - windowStart), bytes);
    return bytes;
  }

  private void fill(ByteBuffer target, long at, int atLeast) throws IOException {
    while (target.position() < atLeast) {
      if (file.read(target, at + target.position()) < 0) {
        throw new EOFException("the results on disk end at " + (at + target.position()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
