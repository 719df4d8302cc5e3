package dev.sluice.worker.handler.http;

import dev.sluice.worker.handler.NonRetryableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a request goes.
 *
 * @param scheme http or https
 * @param host a name or an address, in lower case, without brackets
 * @param path with the query, as it is sent
 */
record Target(String scheme, String host, int port, String path) {

  private static final int MOST_CHARS = 8_192;

  /**
   * @throws NonRetryableException if it is no URL that can be asked for
   */
  static Target of(String url) throws NonRetryableException {
    if (url.length() > MOST_CHARS) {
      throw new NonRetryableException("A URL may have " + MOST_CHARS + " characters");
    }
    try {
      return of(new URI(url));
    } catch (URISyntaxException e) {
      throw new NonRetryableException(
          "'" + shown(url) + "' is no URL: " + e.getReason() + " at " + e.getIndex(), e);
    }
  }

  private static Target of(URI uri) throws NonRetryableException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new NonRetryableException("A URL begins with http:// or https://");
    }
    if (uri.getRawUserInfo() != null) {
      throw new NonRetryableException(
          "A URL may have no user and password in it; use an Authorization header");
    }
    if (uri.getHost() == null) {
      throw new NonRetryableException("The URL names no host that can be looked up");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
    if (port < 1 || port > 65_535) {
      throw new NonRetryableException("A port is 1 to 65535, not " + port);
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Target(scheme, HostRule.name(uri.getHost()), port, path + query);
  }

  /** Where a redirect leads to. */
  Target redirected(String location) throws NonRetryableException {
    try {
      return of(new URI(url()).resolve(new URI(location)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new NonRetryableException(this + " redirects to what is no URL", e);
    }
  }

  boolean sameOrigin(Target other) {
    return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
  }

  String url() {
    return origin() + path;
  }

  private String origin() {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** For people: without the query, which may carry secrets. */
  @Override
  public String toString() {
    int query = path.indexOf('?');
    return origin() + shown(query < 0 ? path : path.substring(0, query));
  }

  private static String shown(String text) {
    String noQuery = text.contains("?") ? text.substring(0, text.indexOf('?')) : text;
    return noQuery.length() > 200 ? noQuery.substring(0, 200) + "…" : noQuery;
  }
}
