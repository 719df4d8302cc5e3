package dev.sluice.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the embedded broker keeps its data and what differs from its defaults.
 *
 * @param dataDirectory absolute path; created, for its owner only, when it is missing
 * @param port the port on 127.0.0.1 for clients, 0 for any free one
 * @param brokerSettings Kafka broker settings that replace the defaults of the embedded broker
 * @param listeners ports for clients beside that one
 */
public record EmbeddedBrokerConfig(
    Path dataDirectory,
    int port,
    Map<String, String> brokerSettings,
    List<AdvertisedListener> listeners) {

  private static final int ANY_FREE_PORT = 0;

  public EmbeddedBrokerConfig {
    if (port != ANY_FREE_PORT && Ports.impossible(port)) {
      throw new IllegalArgumentException(
          "port must be 0 (any free one) to " + Ports.HIGHEST + ", not " + port);
    }
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    brokerSettings = Map.copyOf(brokerSettings);
    listeners = List.copyOf(listeners);
  }

  /** A broker with its data in this directory, on any free port. */
  public static EmbeddedBrokerConfig in(Path dataDirectory) {
    return new EmbeddedBrokerConfig(dataDirectory, ANY_FREE_PORT, Map.of(), List.of());
  }

  /**
   * Listens on this port. By default any free port is taken, a different one at each start; with a
   * fixed port, starting fails when another process listens there.
   *
   * @throws IllegalArgumentException unless 0 to 65535
   */
  public EmbeddedBrokerConfig withPort(int newPort) {
    return new EmbeddedBrokerConfig(dataDirectory, newPort, brokerSettings, listeners);
  }

  /**
   * Adds one Kafka broker setting, such as {@code log.retention.hours}. It wins over the default.
   */
  public EmbeddedBrokerConfig withBrokerSetting(String name, String value) {
    Map<String, String> settings = new LinkedHashMap<>(brokerSettings);
    settings.put(name, value);
    return new EmbeddedBrokerConfig(dataDirectory, port, settings, listeners);
  }

  /** Adds a port for clients that have to come by another way, as through a proxy. */
  public EmbeddedBrokerConfig withListener(AdvertisedListener listener) {
    List<AdvertisedListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new EmbeddedBrokerConfig(dataDirectory, port, brokerSettings, more);
  }
}
