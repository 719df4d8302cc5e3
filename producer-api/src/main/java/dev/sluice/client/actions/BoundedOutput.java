package dev.sluice.client.actions;

import dev.sluice.client.TaskResult;
import dev.sluice.client.actions.ActionProblem.Code;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An output that takes no more than so many bytes. Closed by who gave it. */
final class BoundedOutput extends OutputStream {

  private static final int BUFFER = 64 * 1024;

  /** What each result takes at least, in the shortest of the formats. */
  private static final int LEAST_BYTES = 32;

  private static final int WHITESPACE = 8;

  private final OutputStream out;
  private final long mostBytes;
  private final String remedy;
  private long reckoned;
  private long bytes;

  /**
   * @param mostBytes where it ends in {@link Code#EXPORT_TOO_LARGE}
   * @param remedy what to do then
   */
  BoundedOutput(OutputStream out, long mostBytes, String remedy) {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.mostBytes = mostBytes;
    this.remedy = remedy;
  }

  /**
   * Ends an export that will be too large before all of it is in memory. Written, an output that is
   * JSON may be shorter than it is now.
   */
  void reckon(TaskResult result) {
    int output = result.output() == null ? 0 : result.output().size();
    reckoned += LEAST_BYTES + output / WHITESPACE;
    if (reckoned > mostBytes) {
      throw tooLarge();
    }
  }

  @Override
  public void write(int one) throws IOException {
    count(1);
    out.write(one);
  }

  @Override
  public void write(byte[] from, int start, int length) throws IOException {
    count(length);
    out.write(from, start, length);
  }

  private void count(int more) {
    bytes += more;
    if (bytes > mostBytes) {
      throw tooLarge();
    }
  }

  private RefusedAction tooLarge() {
    return new RefusedAction(
        Code.EXPORT_TOO_LARGE, "", "the export is larger than " + mostBytes + " bytes; " + remedy);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
