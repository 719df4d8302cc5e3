package dev.sluice.observability;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a process answers questions about its health and metrics.
 *
 * @param port 0 = any free one; empty = nowhere
 * @param host the address to listen at
 * @param open whether an address that other machines reach is meant: there is no authentication
 */
public record HealthEndpoint(Optional<Integer> port, String host, boolean open) {

  /** Nothing is answered. */
  public static final HealthEndpoint OFF = new HealthEndpoint(Optional.empty(), "127.0.0.1", false);

  private static final int MOST_PORT = 65_535;

  public HealthEndpoint {
    Objects.requireNonNull(host, "host");
    port.ifPresent(HealthEndpoint::check);
  }

  private static void check(int port) {
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException("port must be 0 to " + MOST_PORT + ", was " + port);
    }
  }

  /** At any free port of this machine, for itself only. */
  public static HealthEndpoint anyPort() {
    return new HealthEndpoint(Optional.of(0), "127.0.0.1", false);
  }

  /** Whether anything is to be answered and would be for other machines, without being meant so. */
  boolean exposed() throws UnknownHostException {
    return port.isPresent() && !open && !InetAddress.getByName(host).isLoopbackAddress();
  }
}
