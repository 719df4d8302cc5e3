package dev.sluice.client.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.client.TaskResult;
import dev.sluice.client.actions.ActionProblem.Code;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes results as JSON lines, or as a JSON list with one result a line. */
final class ResultFile implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  /** The names of its fields alone are longer. */
  private static final int LEAST_BYTES = 64;

  private static final int WHITESPACE = 8;

  private final OutputStream out;
  private final ActionRequest.Format format;
  private final long mostBytes;
  private final String remedy;
  private long reckoned;
  private long bytes;
  private long results;

  /**
   * @param out closed by who gave it
   * @param mostBytes where it ends in {@link Code#EXPORT_TOO_LARGE}
   * @param remedy what to do then
   */
  ResultFile(OutputStream out, ActionRequest.Format format, long mostBytes, String remedy)
      throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.format = format;
    this.mostBytes = mostBytes;
    this.remedy = remedy;
    if (format == ActionRequest.Format.JSON) {
      put("[");
    }
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

  void write(TaskResult result) throws IOException {
    if (format == ActionRequest.Format.JSON) {
      put(results == 0 ? "\n" : ",\n");
    }
    put(json(result));
    if (format == ActionRequest.Format.JSONL) {
      put("\n");
    }
    results++;
  }

  private static String json(TaskResult result) {
    try {
      return ActionJson.MAPPER.writeValueAsString(ResultJson.of(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is always JSON", e);
    }
  }

  private void put(String text) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    bytes += encoded.length;
    if (bytes > mostBytes) {
      throw tooLarge();
    }
    out.write(encoded);
  }

  private RefusedAction tooLarge() {
    return new RefusedAction(
        Code.EXPORT_TOO_LARGE, "", "the export is larger than " + mostBytes + " bytes; " + remedy);
  }

  /** How many were written. */
  long results() {
    return results;
  }

  @Override
  public void close() throws IOException {
    if (format == ActionRequest.Format.JSON) {
      out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }
}
