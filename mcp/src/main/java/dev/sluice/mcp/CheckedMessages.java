package dev.sluice.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.client.actions.ActionJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Stdin, of which the SDK gets only lines that are messages. It gives up its session over a line
 * that it can't read; here that line is answered with an error, and the next one is read. And it
 * drops answers that are not written when stdin ends; here the end waits for them.
 */
final class CheckedMessages extends InputStream {

  /** The longest line, with what JSON adds to the largest batch that an action takes. */
  static final int LONGEST = 16 * 1024 * 1024;

  private static final int BUFFER = 64 * 1024;
  private static final long PATIENCE_SECONDS = 45;
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;

  private final InputStream in;
  private final CountedMessages out;
  private final JsonMapper json = ActionJson.mapper();
  private final CountDownLatch ended = new CountDownLatch(1);
  private byte[] line = new byte[0];
  private int next;

  CheckedMessages(InputStream in, CountedMessages out) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.out = out;
  }

  /** Returns when there is no more to read and no answer owed. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public int read() throws IOException {
    return fill() ? line[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.length - next);
    System.arraycopy(line, next, into, offset, count);
    next += count;
    return count;
  }

  /** Never more than the current line: who reads it must not wait for the next. */
  @Override
  public int available() {
    return line.length - next;
  }

  /** Has the next message ready; false at the end. */
  private boolean fill() throws IOException {
    while (next == line.length) {
      byte[] read = readLine();
      if (read == null) {
        finish();
        return false;
      }
      if (read.length > 0 && accepted(read)) {
        line = new byte[read.length + 1];
        System.arraycopy(read, 0, line, 0, read.length);
        line[read.length] = '\n';
        next = 0;
      }
    }
    return true;
  }

  private void finish() throws IOException {
    try {
      out.awaitPaid(PATIENCE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while answers were awaited");
    } finally {
      ended.countDown();
    }
  }

  /** A line without its end, at most one character longer than the longest; null at the end. */
  private byte @Nullable [] readLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (bytes.size() <= LONGEST && b != '\r') {
        bytes.write(b);
      }
    }
    return bytes.toByteArray();
  }

  private boolean accepted(byte[] message) throws IOException {
    if (message.length > LONGEST) {
      refuse(
          INVALID_REQUEST, "the message is longer than " + LONGEST + " bytes; send less at once");
      return false;
    }
    JsonNode node;
    try {
      node = json.readTree(new String(message, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      refuse(PARSE_ERROR, "no JSON that is allowed here: " + e.getOriginalMessage());
      return false;
    }
    if (!node.isObject() || !node.path("jsonrpc").asText().equals("2.0")) {
      refuse(INVALID_REQUEST, "no JSON-RPC 2.0 object; batches of messages are not supported");
      return false;
    }
    if (node.hasNonNull("id") && node.has("method")) {
      out.owe();
    }
    return true;
  }

  private void refuse(int code, String why) throws IOException {
    var refusal = json.createObjectNode().put("jsonrpc", "2.0").putNull("id");
    refusal.putObject("error").put("code", code).put("message", why);
    out.write(refusal.toString());
  }
}
