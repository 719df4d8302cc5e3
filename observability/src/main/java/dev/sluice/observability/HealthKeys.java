package dev.sluice.observability;

import static dev.sluice.schemas.config.ConfigType.bool;
import static dev.sluice.schemas.config.ConfigType.integer;
import static dev.sluice.schemas.config.ConfigType.optional;
import static dev.sluice.schemas.config.ConfigType.string;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The keys of one process's {@link HealthEndpoint}. */
public record HealthKeys(
    ConfigKey<Optional<Integer>> port, ConfigKey<String> host, ConfigKey<Boolean> open) {

  /**
   * The keys of a process.
   *
   * @param process the word in their names, as {@code worker} in {@code sluice.worker.health.port}
   */
  public static HealthKeys of(String process) {
    String prefix = "sluice." + process + ".health.";
    return new HealthKeys(
        new ConfigKey<>(
            prefix + "port",
            optional(integer(0, 65_535)),
            Optional.empty(),
            "",
            "Where the "
                + process
                + " answers /health/live, /health/ready and /metrics over HTTP. 0 takes any free"
                + " port and says which. Without it no port is opened."),
        new ConfigKey<>(
            prefix + "host",
            string(),
            "127.0.0.1",
            "",
            "The address that the port belongs to. Nobody has to prove who they are there, so any"
                + " address that other machines reach needs "
                + prefix
                + "open=true as well."),
        new ConfigKey<>(
            prefix + "open",
            bool(),
            false,
            "",
            "Whether other machines may read health and metrics, which name topics, task types and"
                + " numbers, but no tasks. In a container together with "
                + prefix
                + "host=0.0.0.0."));
  }

  /** All of them, in the order of the reference page. */
  public List<ConfigKey<?>> all() {
    return List.of(port, host, open);
  }

  /**
   * What the settings say.
   *
   * @throws ConfigurationException if health would be open to other machines by accident
   */
  public HealthEndpoint read(Settings settings) {
    var endpoint = new HealthEndpoint(settings.get(port), settings.get(host), settings.get(open));
    try {
      if (endpoint.exposed()) {
        throw new ConfigurationException(
            host.name(),
            endpoint.host(),
            "is an address that other machines reach, and nobody has to prove who they are there; set "
                + open.name()
                + "=true if that is meant, or leave it at 127.0.0.1");
      }
    } catch (UnknownHostException e) {
      throw new ConfigurationException(
          host.name(), endpoint.host(), "is no known address; write 127.0.0.1 or 0.0.0.0", e);
    }
    return endpoint;
  }
}
