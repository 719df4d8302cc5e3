package dev.sluice.worker.handler.http;

import dev.sluice.core.task.Content;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.RetryAfterException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpTimeoutException;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Type {@code http}: one request. Parameters: {@code url}; {@code method} (GET, or POST where there
 * is a body), {@code headers}, {@code body} (a text, or JSON), {@code expectStatus} ({@code 2xx}),
 * {@code timeout} ({@code 30s}), {@code followRedirects} (true), {@code output} ({@code body}, or
 * {@code full} for an object of status, headers and body).
 *
 * <p>It goes only where {@link HttpAllowance} lets it, and connects to the very addresses that were
 * checked, after each redirect too. Proxies of the environment are not used. 5xx, 408, 425, 429 and
 * failed connections may be retried, not before the time of a {@code Retry-After}; other codes that
 * are not expected fail the task at once.
 */
public final class HttpHandler implements TaskHandler, AutoCloseable {

  private final HttpAllowance allowance;
  private final InstantSource clock;
  private final CheckedResolver resolver;
  private final ScheduledThreadPoolExecutor timeouts;
  private @Nullable CloseableHttpClient client;

  /**
   * @param clock for dates in {@code Retry-After}
   */
  public HttpHandler(HttpAllowance allowance, InstantSource clock) {
    this(allowance, clock, InetAddress::getAllByName);
  }

  HttpHandler(HttpAllowance allowance, InstantSource clock, CheckedResolver.Lookup lookup) {
    this.allowance = allowance;
    this.clock = clock;
    this.resolver = new CheckedResolver(lookup, allowance);
    this.timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("sluice-http-timeouts").factory());
    timeouts.setRemoveOnCancelPolicy(true);
  }

  @Override
  public String type() {
    return "http";
  }

  @Override
  public Content handle(TaskContext context)
      throws NonRetryableException, RetryAfterException, InterruptedException, IOException {
    HttpParams params = HttpParams.of(context.json());
    var exchange = new Exchange(client(), allowance, params, context);
    var late = new AtomicBoolean();
    context.onCancel(exchange::abort);
    Future<?> timeout =
        timeouts.schedule(
            () -> {
              late.set(true);
              exchange.abort();
            },
            params.timeout().toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      Response response = exchange.response();
      return new Answers(params, context.outputLimit(), clock).output(response);
    } catch (CheckedResolver.Refused e) {
      throw new NonRetryableException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw failure(e, params, context, late.get());
    } finally {
      timeout.cancel(false);
    }
  }

  /** Made when it is needed: loading its classes takes longer than a worker's start should. */
  private synchronized CloseableHttpClient client() {
    if (client == null) {
      client = Clients.over(resolver);
    }
    return client;
  }

  private static IOException failure(
      IOException e, HttpParams params, TaskContext context, boolean late)
      throws InterruptedException {
    if (context.cancelled() || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("The request was aborted");
    }
    String request = params.method() + " " + params.target();
    if (late) {
      return new HttpTimeoutException(
          request + " took longer than " + params.timeout().toMillis() + " ms");
    }
    return new IOException(request + " failed: " + e, e);
  }

  @Override
  public synchronized void close() {
    timeouts.shutdownNow();
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
