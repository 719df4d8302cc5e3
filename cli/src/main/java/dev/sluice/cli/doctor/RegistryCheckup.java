package dev.sluice.cli.doctor;

import dev.sluice.schemas.serde.RegistryCheck;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the schema registry answers, where there is one. */
final class RegistryCheckup implements Check {

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public Needs needs() {
    return Needs.NOTHING;
  }

  @Override
  public List<Finding> look(Site site) {
    try {
      return List.of(
          RegistryCheck.reach(site.kafka())
              .map(addresses -> Finding.ok(name(), "answers at " + text(addresses)))
              .orElseGet(() ->
                  Finding.ok(
                      name(), "none is configured; records carry their own schema's print")));
    } catch (RegistryUnavailableException e) {
      return List.of(
          Finding.fail(
              name(),
              String.valueOf(e.getMessage()),
              "start it or correct schema.registry.url; records wait until then"));
    }
  }

  private static String text(List<URI> addresses) {
    return addresses.stream().map(URI::toString).collect(Collectors.joining(", "));
  }
}
