package dev.sluice.http.resource;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What leaves as a file, under a name of our own making. */
final class Download {

  private static final Logger log = LoggerFactory.getLogger(Download.class);

  private static final int ABORT = -1;

  private Download() {}

  /** Writes the content. */
  interface Content {

    void write(OutputStream out) throws IOException;
  }

  /** Says that the answer is to be kept as a file, never shown by a browser. */
  static void name(HttpServletResponse response, String batchId, String what, String extension) {
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"sluice-%s-%s.%s\""
            .formatted(batchId.replace(':', '_'), what, extension));
  }

  /**
   * Sends content of any length as it comes. If it breaks off, so does the connection: nobody takes
   * a part of it for the whole.
   */
  static void stream(Context request, String type, Content content) {
    HttpServletResponse response = request.res();
    response.setContentType(type);
    try {
      content.write(new Unflushed(response.getOutputStream()));
    } catch (IOException e) {
      log.debug("Who asked for {} has gone", request.path(), e);
      abort(response);
    } catch (RuntimeException e) {
      if (!response.isCommitted()) {
        response.resetBuffer();
        response.setHeader("Content-Disposition", null);
        throw e;
      }
      log.warn("{} breaks off", request.path(), e);
      abort(response);
    }
  }

  private static void abort(HttpServletResponse response) {
    try {
      response.sendError(ABORT); // which Jetty takes for: end the connection
    } catch (IOException e) {
      log.debug("The connection has ended already", e);
    }
  }

  /** As long as all of it fits into the server's buffer, it can still become an error. */
  private static final class Unflushed extends FilterOutputStream {

    Unflushed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void flush() {
      // the server does when the request is over
    }
  }
}
