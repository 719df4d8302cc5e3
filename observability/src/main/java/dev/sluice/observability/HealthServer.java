package dev.sluice.observability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /health/live}, {@code /health/ready} and {@code /metrics} over HTTP. On platform
 * threads of its own: tasks may keep every carrier of the virtual ones, and then above all somebody
 * wants to know how the process is.
 */
public final class HealthServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);

  private static final int THREADS = 4;
  private static final int QUEUED = 128;
  private static final int BACKLOG = 16;
  private static final String ROOT = "/";

  /** What the JDK's server allows each request and how many connections; read when it starts. */
  private static final Map<String, String> BOUNDS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "10",
          "jdk.httpserver.maxConnections", "100");

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Map<String, HealthPage> pages;

  private HealthServer(HttpServer server, Map<String, HealthPage> pages) {
    this.server = server;
    this.pages = Map.copyOf(pages);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED),
            Thread.ofPlatform().daemon().name("sluice-health-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Listens.
   *
   * @param endpoint has a port
   * @param pages what is answered, by path
   * @throws UncheckedIOException if the port can't be had
   */
  public static HealthServer start(HealthEndpoint endpoint, Map<String, HealthPage> pages) {
    var address = new InetSocketAddress(endpoint.host(), endpoint.port().orElseThrow());
    try {
      var server = new HealthServer(HttpServer.create(address, BACKLOG), pages);
      server.server.createContext(ROOT, server::answer);
      server.server.setExecutor(server.threads);
      server.server.start();
      LOG.info("Health and metrics are at {}", server.url());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "health and metrics can't be served at "
                  + address
                  + ": "
                  + e.getMessage()
                  + "; choose another port, or 0 for any free one",
              e));
    }
  }

  /**
   * Bounds how long a request may take and how many connections there are, for every server of the
   * JDK's kind in this process: so for those who own the process, before they start one. What was
   * set before stays.
   */
  public static void boundRequests() {
    BOUNDS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }

  /** Where it is, for people and tests. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      HealthPage.Answer answer = answerTo(exchange);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.contentType());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
      } else {
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    } catch (IOException e) {
      LOG.debug("Who asked has gone", e);
    }
  }

  private HealthPage.Answer answerTo(HttpExchange exchange) {
    HealthPage page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      return text(
          404, "there are only " + String.join(" ", pages.keySet().stream().sorted().toList()));
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return text(405, "only GET and HEAD");
    }
    try {
      return page.answer();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} can't be answered", exchange.getRequestURI().getPath(), e);
      return text(500, "this can't be answered now; the log says why");
    }
  }

  private static HealthPage.Answer text(int status, String text) {
    return new HealthPage.Answer(
        status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
