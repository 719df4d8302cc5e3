package dev.sluice.http.security;

import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import io.javalin.http.Context;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites from using a browser of somebody who may do more than they: a name
 * that was pointed at this address is refused by its {@code Host}, a page of another origin by its
 * {@code Origin}, a form by its content type.
 */
public final class SiteRules {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> hosts = new HashSet<>(LOOPBACK);
  private final Set<String> origins;

  /**
   * @param hosts further names, without port, that may stand in {@code Host}
   * @param origins that may change something and open streams, as {@code https://host:port}
   */
  public SiteRules(Set<String> hosts, Set<String> origins) {
    hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
    this.origins = Set.copyOf(origins);
  }

  /** Ends a request for another host. */
  public void checkHost(Context request) {
    String host = request.header("Host");
    if (host == null || !hosts.contains(withoutPort(host))) {
      throw Problem.of(
              ProblemCode.HOST_NOT_ALLOWED,
              "add the name to sluice.http.allowed-hosts if it is one of this address")
          .exception();
    }
  }

  /** Ends a request that a page of another site made. */
  public void checkOrigin(Context request) {
    String origin = request.header("Origin");
    boolean foreign =
        origin == null
            ? "cross-site".equals(request.header("Sec-Fetch-Site"))
            : !origins.contains(origin) && !same(origin, request.header("Host"));
    if (foreign) {
      throw Problem.of(
              ProblemCode.ORIGIN_NOT_ALLOWED,
              "add the origin to sluice.http.allowed-origins if its pages may do this")
          .exception();
    }
  }

  /** Ends a request whose body a form of any page could have sent. */
  public static void checkContentType(Context request) {
    String type = request.header("Content-Type");
    String bare = type == null ? "" : type.split(";", 2)[0].strip();
    if (!bare.equalsIgnoreCase("application/json")) {
      throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send Content-Type: application/json")
          .exception();
    }
  }

  private static boolean same(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}
