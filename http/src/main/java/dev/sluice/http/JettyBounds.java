package dev.sluice.http;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What the server below grants its callers: few platform threads that wait for connections, a
 * virtual one for each request, short headers, plain paths, no slow senders.
 *
 * @param silence the longest time between two bytes
 * @param headers about the longest time until the headers are there
 */
record JettyBounds(Duration silence, Duration headers) {

  static final JettyBounds USUAL = new JettyBounds(Duration.ofSeconds(30), Duration.ofSeconds(10));

  private static final int PLATFORM_THREADS = 16;
  private static final int LEAST_THREADS = 4;
  private static final int CONNECTIONS = 1024;
  private static final int HEADER_BYTES = 8 * 1024;
  private static final int BYTES_PER_SECOND = 256;

  /** A slash in a task id comes as %2F; all other ambiguous paths are refused. */
  private static final UriCompliance PATHS =
      UriCompliance.DEFAULT.with("SLUICE", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR);

  void set(JettyConfig jetty, Request.Handler errors) {
    var pool = new QueuedThreadPool(PLATFORM_THREADS, LEAST_THREADS);
    pool.setName("sluice-http");
    pool.setDaemon(true);
    pool.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sluice-http-request-", 0).factory()));
    jetty.threadPool = pool;
    jetty.modifyHttpConfiguration(JettyBounds::bound);
    jetty.modifyServer(server -> {
      server.setErrorHandler(errors);
      server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    });
    jetty.modifyServletContextHandler(
        context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    jetty.addConnector((server, configuration) -> {
      var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
      connector.setHost(jetty.host);
      connector.setPort(jetty.port);
      connector.setIdleTimeout(silence.toMillis());
      connector.addBean(new SlowHeaders(connector.getScheduler(), headers));
      return connector;
    });
  }

  private static void bound(HttpConfiguration http) {
    http.setUriCompliance(PATHS);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setMinRequestDataRate(BYTES_PER_SECOND);
  }
}
