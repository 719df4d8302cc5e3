package dev.sluice.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A connection on which anything can be said, also what is no HTTP. */
final class RawConnection implements AutoCloseable {

  private final Socket socket;
  private final List<String> heard = new ArrayList<>();

  RawConnection(String url) throws IOException {
    URI at = URI.create(url);
    socket = new Socket(at.getHost(), at.getPort());
    socket.setSoTimeout(20_000);
  }

  RawConnection say(String bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return this;
  }

  /** Nothing more comes from here. */
  RawConnection end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** All that is answered until the server ends the connection; empty if it just did. */
  String answer() throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server neither answers nor ends the connection", e);
    } catch (IOException e) {
      return ""; // reset
    }
  }

  /** The first line of an answer on a connection that stays open. */
  String firstLine() throws IOException {
    var line = new StringBuilder();
    int c = socket.getInputStream().read();
    while (c >= 0 && c != '\n') {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    if (c < 0) {
      throw new AssertionError("the server has ended the connection after: " + line);
    }
    String text = line.toString().strip();
    heard.add(text);
    return text;
  }

  /** The next line that has this in it. */
  String lineWith(String text) throws IOException {
    String line = firstLine();
    while (!line.contains(text)) {
      line = firstLine();
    }
    return line;
  }

  /** All lines so far. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** Says the same again and again until the server has had enough. */
  String dripped(String piece, Duration pause, Duration most) throws IOException {
    long until = System.nanoTime() + most.toNanos();
    socket.setSoTimeout((int) pause.toMillis());
    var heard = new StringBuilder();
    while (System.nanoTime() < until) {
      try {
        say(piece);
        int c = socket.getInputStream().read();
        if (c < 0) {
          return heard.toString();
        }
        heard.append((char) c);
      } catch (SocketTimeoutException e) {
        continue; // it still listens
      } catch (IOException e) {
        return heard.toString();
      }
    }
    throw new AssertionError("after " + most + " the server still takes byte after byte");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
