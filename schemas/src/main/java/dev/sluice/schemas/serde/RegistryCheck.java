package dev.sluice.schemas.serde;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks whether the schema registry that a process would use can be used. */
public final class RegistryCheck {

  private RegistryCheck() {}

  /**
   * Asks the registry something harmless.
   *
   * @param config the Kafka properties of the process
   * @return the addresses of the registry, one of which answered; nothing if none is configured
   * @throws RegistryUnavailableException if none answers or lets us in
   * @throws org.apache.kafka.common.config.ConfigException if a property can't be used
   */
  public static Optional<List<URI>> reach(Map<String, ?> config) {
    return RegistrySettings.of(config)
        .map(settings -> {
          new RegistryClient(settings).check();
          return settings.addresses();
        });
  }
}
