package dev.sluice.schemas.config;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the environment that is configuration. {@code SLUICE_WORKER_CONCURRENCY} is {@code
 * sluice.worker.concurrency}; {@code SLUICE_KAFKA_SASL_MECHANISM} is Kafka's {@code
 * sasl.mechanism}, and {@code SLUICE_BOOTSTRAP_SERVERS} is short for the one that everybody needs.
 */
final class Environment {

  private static final String KAFKA = "SLUICE_KAFKA_";

  private Environment() {}

  /**
   * The properties of an environment.
   *
   * <p>A variable that is no key is left alone, unless it looks like a slip: Kubernetes puts
   * SLUICE_WORKER_SERVICE_HOST and the like there by itself, and several processes share one
   * environment.
   */
  static List<Property> properties(Map<String, String> env, List<ConfigKey<?>> known) {
    Map<String, String> keys =
        known.stream().collect(toMap(ConfigKey::variable, ConfigKey::name, (a, b) -> a));
    List<Property> found = new ArrayList<>();
    env.forEach((variable, value) -> {
      if (variable.startsWith("SLUICE_")) {
        key(variable, keys)
            .map(key -> new Property(key, value, variable, Property.Source.ENVIRONMENT))
            .ifPresent(found::add);
      }
    });
    return found;
  }

  private static Optional<String> key(String variable, Map<String, String> keys) {
    String key = keys.get(variable);
    if (key != null) {
      return Optional.of(key);
    }
    if (variable.equals("SLUICE_BOOTSTRAP_SERVERS") || variable.equals("SLUICE_BOOTSTRAP_SERVER")) {
      return Optional.of("bootstrap.servers");
    }
    if (variable.startsWith(KAFKA)) {
      return Optional.of(
          variable.substring(KAFKA.length()).toLowerCase(Locale.ROOT).replace('_', '.'));
    }
    NearestName.slip(variable, keys.keySet())
        .ifPresent(nearest -> {
          throw new ConfigurationException(
              variable, "environment", "is no key of Sluice; did you mean " + nearest + "?");
        });
    return Optional.empty();
  }
}
