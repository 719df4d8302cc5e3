package dev.sluice.worker.handler.http;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** A client that does as little as possible by itself. */
final class Clients {

  private static final int AS_MANY_AS_SLOTS = 10_000;
  private static final Timeout CONNECT = Timeout.ofSeconds(10);

  // Longer than any request may take: the handler's own timeout ends it.
  private static final Timeout LONG = Timeout.ofHours(2);

  private Clients() {}

  /**
   * Follows no redirects, repeats nothing, keeps no cookies and credentials, uses no proxy. Gzip is
   * unpacked, and what comes out is what limits count. A connection is used again for a minute at
   * most, so that names are looked up again.
   */
  static CloseableHttpClient over(DnsResolver resolver) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(resolver)
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setMaxConnTotal(AS_MANY_AS_SLOTS)
            .setMaxConnPerRoute(AS_MANY_AS_SLOTS)
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(LONG).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(LONG)
                    .setTimeToLive(TimeValue.ofMinutes(1))
                    .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                    .build())
            .build();
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setRoutePlanner(new DefaultRoutePlanner(null))
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(LONG).build())
        .setUserAgent("sluice")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }
}
