package dev.sluice.worker.handler.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of hosts: {@code api.example.com} (ports 80 and 443), {@code
 * api.example.com:8443}, {@code *.example.com} (names below it, not itself), {@code [::1]:8080},
 * {@code *} (any host); {@code :*} stands for any port.
 *
 * @param host in lower case, {@code *} or with {@code *.} before it
 * @param port {@link #USUAL_PORTS} or {@link #ANY_PORT} or the only one
 */
record HostRule(String host, int port) {

  static final int USUAL_PORTS = 0;
  static final int ANY_PORT = -1;

  private static final Pattern FORM =
      Pattern.compile("(\\*|(?:\\*\\.)?[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(\\*|[0-9]{1,5}))?");

  /**
   * @throws IllegalArgumentException if it is no such entry
   */
  static HostRule of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no host; write example.com, *.example.com, example.com:8080 or *");
    }
    return new HostRule(name(parts.group(1)), port(text, parts.group(2)));
  }

  private static int port(String text, @Nullable String port) {
    if (port == null) {
      return USUAL_PORTS;
    }
    int number = port.equals("*") ? ANY_PORT : Integer.parseInt(port);
    if (number == 0 || number > 65_535) {
      throw new IllegalArgumentException("'" + text + "' has no port of 1 to 65535");
    }
    return number;
  }

  /** Without the brackets of an address and the dot at the end of a name. */
  static String name(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  boolean matches(String name, int usedPort) {
    return portMatches(usedPort) && hostMatches(name);
  }

  private boolean hostMatches(String name) {
    return host.equals("*")
        || host.equals(name)
        || (host.startsWith("*.") && name.endsWith(host.substring(1)));
  }

  private boolean portMatches(int used) {
    return switch (port) {
      case ANY_PORT -> true;
      case USUAL_PORTS -> used == 80 || used == 443;
      default -> port == used;
    };
  }

  /** The address, if the host is one and no name. */
  Optional<InetAddress> literal() {
    try {
      return host.matches("[0-9.]+|.*:.*")
          ? Optional.of(InetAddress.getByName(host)) // looks nothing up: it is no name
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
