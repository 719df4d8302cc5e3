package dev.sluice.http;

import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an API is started with.
 *
 * @param host the address to listen at
 * @param port 0 = any free one
 * @param tokenFile empty: everybody who reaches the address may do everything
 * @param readOnly whether what changes anything is refused
 * @param openMetrics whether metrics need no token
 * @param allowedHosts names beside those of loopback
 * @param allowedOrigins beside its own
 * @param advertised host:port by which others name it; empty: where it listens
 * @param maxRequestBytes the largest body
 * @param maxStreams of changes at a time
 */
public record HttpConfig(
    String host,
    int port,
    Optional<Path> tokenFile,
    boolean readOnly,
    boolean openMetrics,
    Set<String> allowedHosts,
    Set<String> allowedOrigins,
    Optional<String> advertised,
    long maxRequestBytes,
    int maxStreams) {

  private static final Pattern ADVERTISED =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}");

  public HttpConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(tokenFile, "tokenFile");
    Objects.requireNonNull(advertised, "advertised");
    allowedHosts = Set.copyOf(allowedHosts);
    allowedOrigins = Set.copyOf(allowedOrigins);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
    }
  }

  /**
   * What settings that were read with {@link HttpKeys#all()} say; empty: there is to be no API.
   *
   * @throws ConfigurationException if other machines would reach it without authentication
   */
  public static Optional<HttpConfig> from(Settings settings) {
    return settings.get(HttpKeys.PORT).map(port -> checked(of(settings, port)));
  }

  private static HttpConfig of(Settings settings, int port) {
    return new HttpConfig(
        settings.get(HttpKeys.HOST),
        port,
        settings.get(HttpKeys.TOKEN_FILE),
        settings.get(HttpKeys.READ_ONLY),
        settings.get(HttpKeys.OPEN_METRICS),
        Set.copyOf(settings.get(HttpKeys.ALLOWED_HOSTS)),
        Set.copyOf(settings.get(HttpKeys.ALLOWED_ORIGINS)),
        settings.get(HttpKeys.ADVERTISED),
        settings.get(HttpKeys.MAX_REQUEST_SIZE),
        settings.get(HttpKeys.MAX_STREAMS));
  }

  private static HttpConfig checked(HttpConfig config) {
    config.check();
    return config;
  }

  /**
   * Whether it may be opened.
   *
   * @throws ConfigurationException if other machines would reach it without authentication
   */
  void check() {
    advertised.ifPresent(HttpConfig::checkAdvertised);
    if (tokenFile.isEmpty() && !address(host).isLoopbackAddress()) {
      throw new ConfigurationException(
          HttpKeys.HOST.name(),
          host,
          "is an address that other machines reach, and nobody would have to prove who they are;"
              + " make a token with sluice token --file FILE and set "
              + HttpKeys.TOKEN_FILE.name()
              + "=FILE, or leave it at 127.0.0.1");
    }
  }

  private static void checkAdvertised(String advertised) {
    if (!ADVERTISED.matcher(advertised).matches()) {
      throw new ConfigurationException(
          HttpKeys.ADVERTISED.name(),
          advertised,
          "is not host:port; write for example scheduler-1.example.org:8470");
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new ConfigurationException(
          HttpKeys.HOST.name(), host, "is no known address; write 127.0.0.1", e);
    }
  }

  /** host:port at which it listens, once the port is known. */
  String listensAt(int actualPort) {
    return inUrl(host) + ":" + actualPort;
  }

  /** host:port by which other schedulers name it, once the port is known. */
  String advertisedAt(int actualPort) {
    return advertised.orElseGet(() -> inUrl(knownHost()) + ":" + actualPort);
  }

  /** What may stand in {@code Host}, without port, beside loopback. */
  Set<String> ownHosts() {
    Set<String> hosts = new HashSet<>(allowedHosts);
    hosts.add(inUrl(host));
    hosts.add(advertised.map(HttpConfig::withoutPort).orElseGet(() -> inUrl(knownHost())));
    return hosts;
  }

  /** Where all addresses are listened at, the machine's name is a guess that can be reached. */
  private String knownHost() {
    try {
      return address(host).isAnyLocalAddress()
          ? InetAddress.getLocalHost().getCanonicalHostName()
          : host;
    } catch (UnknownHostException e) {
      return host;
    }
  }

  private static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static String withoutPort(String authority) {
    return authority.substring(0, authority.lastIndexOf(':'));
  }

  /** The same at another port. */
  public HttpConfig withPort(int other) {
    return new HttpConfig(
        host,
        other,
        tokenFile,
        readOnly,
        openMetrics,
        allowedHosts,
        allowedOrigins,
        advertised,
        maxRequestBytes,
        maxStreams);
  }
}
