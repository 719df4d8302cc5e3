package dev.sluice.embedded;

import java.util.regex.Pattern;

/**
 * One more port for clients, which are told to come back to another: as behind a load balancer, a
 * port forward or a proxy.
 *
 * @param name what Kafka calls the listener: capital letters
 * @param port where the broker listens on 127.0.0.1
 * @param advertisedPort where clients that came through this listener are sent, on 127.0.0.1
 */
public record AdvertisedListener(String name, int port, int advertisedPort) {

  private static final Pattern NAME = Pattern.compile("[A-Z]{1,40}");

  public AdvertisedListener {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a listener is 1 to 40 capital letters, not \"" + name + "\"");
    }
    if (Ports.impossible(port) || Ports.impossible(advertisedPort)) {
      throw new IllegalArgumentException(
          "the ports of listener %s must be 1 to %d, not %d and %d"
              .formatted(name, Ports.HIGHEST, port, advertisedPort));
    }
  }
}
