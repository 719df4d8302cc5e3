package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A download from the scheduler's HTTP API, which is not kept.
 *
 * @param seconds it took, without the looks at the scheduler's heap
 * @param liveMiB the most that lived on the scheduler's heap while it went on
 */
public record Download(long bytes, double seconds, double liveMiB) {

  private static final int BLOCK = 64 * 1024;
  private static final long LOOK_EVERY = 25L << 20;
  private static final double NANOS = 1e9;
  private static final double MIB = 1 << 20;

  /** Reads all of it; looks at the heap of the scheduler now and then. */
  public static Download of(String url, Jcmd scheduler) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      long start = System.nanoTime();
      HttpResponse<InputStream> answer =
          http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new BenchException(url + " was answered with " + answer.statusCode());
      }
      return read(answer.body(), start, scheduler);
    } catch (IOException e) {
      throw new BenchException(ExitCode.FAILED, url + " broke off: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private static Download read(InputStream body, long start, Jcmd scheduler) throws IOException {
    byte[] block = new byte[BLOCK];
    long bytes = 0;
    long looked = 0;
    long looking = 0;
    long live = 0;
    try (body) {
      for (int read = body.read(block); read >= 0; read = body.read(block)) {
        bytes += read;
        if (bytes - looked >= LOOK_EVERY) {
          looked = bytes;
          long before = System.nanoTime();
          live = Math.max(live, scheduler.liveHeapBytes());
          looking += System.nanoTime() - before;
        }
      }
    }
    return new Download(bytes, (System.nanoTime() - start - looking) / NANOS, live / MIB);
  }
}
