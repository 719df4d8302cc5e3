package dev.sluice.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection on which anything can be said, also what is no HTTP. */
final class RawConnection implements AutoCloseable {

  private final Socket socket;

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
    for (int c = socket.getInputStream().read();
        c > 0 && c != '\r';
        c = socket.getInputStream().read()) {
      line.append((char) c);
    }
    return line.toString();
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
