package dev.sluice.cli.connection;

import dev.sluice.schemas.config.Property;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user writes down once instead of on every command line.
 *
 * @param name how it is chosen
 * @param properties of Sluice and of the Kafka clients
 * @param commandConfig a properties file with more of them
 * @param output the format of {@code -o} where the command line says none
 */
public record Profile(
    String name,
    List<Property> properties,
    @Nullable Path commandConfig,
    @Nullable Property output) {

  public Profile {
    Objects.requireNonNull(name, "name");
    properties = properties.stream().map(Property::ofProfile).toList();
  }
}
