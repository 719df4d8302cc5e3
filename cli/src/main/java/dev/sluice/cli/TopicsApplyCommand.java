package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.results.text.Counted;
import dev.sluice.schemas.topic.Applied;
import dev.sluice.schemas.topic.Difference;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicSpec;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice topics apply}: creates what is missing and corrects settings. */
@Command(
    name = "apply",
    description = "Creates the topics that are missing and corrects the settings of the others.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice topics apply --bootstrap-server localhost:9092",
      "  sluice topics apply --bootstrap-server kafka:9092 --partitions 12 --replication-factor 3"
    })
final class TopicsApplyCommand implements Callable<ExitCode> {

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CatalogueOptions catalogue = new CatalogueOptions();

  private final Console console;

  TopicsApplyCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    var settings = connection.settings(console.env(), ConfigTables.all());
    var wanted = catalogue.catalogue(settings);
    try (Admin admin = Admin.create(Brokers.forCommand(settings))) {
      Applied applied = TopicAdmin.apply(admin, wanted);
      for (TopicSpec created : applied.created()) {
        console.out().println("created " + created.name());
      }
      for (Difference.WrongSetting corrected : applied.corrected()) {
        console.out().println("corrected " + corrected.topic() + " " + corrected.expected().name());
      }
      applied.refused().forEach(refused -> console.say(refused.describe()));
      console.say(
          "%s created, %s corrected, %s in all"
              .formatted(
                  Counted.of(applied.created().size(), "topic"),
                  Counted.of(applied.corrected().size(), "setting"),
                  Counted.of(wanted.topics().size(), "topic")));
      return applied.refused().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
