package dev.sluice.http.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The answer of another scheduler as it comes in. Belongs to one thread. */
final class Answer implements AutoCloseable {

  private final HttpResponse<InputStream> response;
  private final Duration silence;

  /**
   * @param silence the longest time without a byte
   */
  Answer(HttpResponse<InputStream> response, Duration silence) {
    this.response = response;
    this.silence = silence;
  }

  int status() {
    return response.statusCode();
  }

  HttpHeaders headers() {
    return response.headers();
  }

  /**
   * The next bytes.
   *
   * @return how many; below 0: there are no more
   * @throws IOException if the other one broke off, or said nothing for too long
   */
  int read(byte[] chunk) throws IOException {
    var arrived = new CompletableFuture<Void>();
    CompletableFuture<Void> unused =
        arrived
            .orTimeout(silence.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((nothing, late) -> {
              if (late != null) {
                close(); // the read ends with an exception
              }
            });
    try {
      return response.body().read(chunk);
    } finally {
      arrived.complete(null);
    }
  }

  /**
   * All bytes.
   *
   * @throws IOException also if they are more than these
   */
  byte[] bytes(int most) throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] chunk = new byte[16 * 1024];
    for (int read = read(chunk); read >= 0; read = read(chunk)) {
      if (all.size() + read > most) {
        throw new IOException("the answer is larger than " + most + " bytes");
      }
      all.write(chunk, 0, read);
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
