package dev.sluice.cli;

import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How the topics are to be. */
final class CatalogueOptions {

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of each topic; never changed later. Default: ${DEFAULT-VALUE}.")
  int partitions = TopicCatalogue.DEFAULT_PARTITIONS;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "Copies of each partition; 3 on a cluster. Default: ${DEFAULT-VALUE}.")
  short replicationFactor = 1;

  @Option(
      names = "--pools",
      split = ",",
      paramLabel = "POOL",
      description = "The worker pools, with commas between them. Default: default.")
  Set<String> pools = new LinkedHashSet<>(List.of("default"));

  TopicCatalogue catalogue() {
    try {
      return new TopicCatalogue(Topics.DEFAULT, partitions, replicationFactor, pools);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of(e.getMessage() + "; see --help"), e);
    }
  }
}
