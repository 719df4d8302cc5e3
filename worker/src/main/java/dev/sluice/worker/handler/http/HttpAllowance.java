package dev.sluice.worker.handler.http;

import dev.sluice.worker.handler.NonRetryableException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where {@code http} tasks may go. A host has to be listed; and what it resolves to must be an
 * address of the public internet, unless that is listed too: else a task could reach what only the
 * worker's network can, such as the metadata service of a cloud.
 */
public final class HttpAllowance {

  /** Goes nowhere. */
  public static final HttpAllowance NONE = new HttpAllowance(List.of(), List.of());

  private final List<HostRule> hosts;
  private final List<HostRule> privates;

  /**
   * @param hosts entries such as {@code api.example.com}, {@code *.example.com:443}, {@code *}
   * @param privates addresses, or hosts with a port, that may be private; {@code *} = all
   * @throws IllegalArgumentException if an entry is none; the message says what would be
   */
  public HttpAllowance(List<String> hosts, List<String> privates) {
    this.hosts = hosts.stream().map(HostRule::of).toList();
    this.privates = privates.stream().map(HttpAllowance::privateRule).toList();
  }

  /**
   * The same text, if it can be one of the hosts.
   *
   * @throws IllegalArgumentException if not
   */
  public static String checkedHost(String text) {
    HostRule unused = HostRule.of(text);
    return text;
  }

  /** Like {@link #checkedHost}, of those that may be private. */
  public static String checkedPrivate(String text) {
    HostRule unused = privateRule(text);
    return text;
  }

  private static HostRule privateRule(String text) {
    HostRule rule = HostRule.of(text);
    if (rule.host().equals("*")) {
      return new HostRule("*", HostRule.ANY_PORT);
    }
    if (rule.host().startsWith("*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is too wide; list each host that may be private, with its port");
    }
    boolean noPort = rule.port() == HostRule.USUAL_PORTS;
    if (noPort && rule.literal().isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text + "' is a name without a port; write " + text + ":8080, or an address");
    }
    return noPort ? new HostRule(rule.host(), HostRule.ANY_PORT) : rule;
  }

  public boolean none() {
    return hosts.isEmpty();
  }

  /**
   * Whether a task may go to a host, whatever its address.
   *
   * @throws NonRetryableException if not
   */
  void check(Target target) throws NonRetryableException {
    if (hosts.stream().noneMatch(rule -> rule.matches(target.host(), target.port()))) {
      throw new NonRetryableException(
          "This worker may not go to "
              + target
              + ": add it to sluice.worker.http.allow (without a port that is 80 and 443)");
    }
  }

  /** Why a host may not be reached at an address, if it may not. */
  Optional<String> refusal(String host, int port, InetAddress address) {
    Optional<String> special = SpecialAddresses.kind(address);
    return special.isEmpty() || mayBePrivate(host, port, address)
        ? Optional.empty()
        : Optional.of(
            host
                + " is "
                + address.getHostAddress()
                + ", "
                + special.get()
                + ": a task may reach that only where sluice.worker.http.allow-private lists "
                + address.getHostAddress()
                + ":"
                + port);
  }

  private boolean mayBePrivate(String host, int port, InetAddress address) {
    return privates.stream()
        .anyMatch(rule ->
            rule.matches(host, port)
                || (rule.matches(rule.host(), port)
                    && rule.literal().filter(address::equals).isPresent()));
  }
}
