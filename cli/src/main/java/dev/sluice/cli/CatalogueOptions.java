package dev.sluice.cli;

import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.TopicKeys;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the topics are to be: what the command line does not say, the configuration does. */
final class CatalogueOptions {

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of each topic; never changed later. Default: 6.")
  @Nullable Integer partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "Copies of each partition; 3 on a cluster. Default: 1.")
  @Nullable Short replicationFactor;

  @Option(
      names = "--pools",
      split = ",",
      paramLabel = "POOL",
      description = "The worker pools, with commas between them. Default: default.")
  @Nullable List<String> pools;

  TopicCatalogue catalogue(Settings settings) {
    try {
      TopicCatalogue configured = TopicKeys.catalogue(settings);
      return new TopicCatalogue(
          configured.names(),
          partitions == null ? configured.partitions() : partitions,
          replicationFactor == null ? configured.replicationFactor() : replicationFactor,
          pools == null ? configured.pools() : new HashSet<>(pools));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of(e.getMessage() + "; see --help"), e);
    }
  }
}
