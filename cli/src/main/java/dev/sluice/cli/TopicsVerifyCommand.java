package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.results.text.Counted;
import dev.sluice.schemas.topic.Difference;
import dev.sluice.schemas.topic.Differences;
import dev.sluice.schemas.topic.TopicAdmin;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice topics verify}: tells how the topics differ from what they have to be. */
@Command(
    name = "verify",
    description =
        "Compares the topics with what they have to be; changes nothing. 1 if they differ.",
    footerHeading = "%nExample:%n",
    footer = "  sluice topics verify --bootstrap-server localhost:9092")
final class TopicsVerifyCommand implements Callable<ExitCode> {

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CatalogueOptions catalogue = new CatalogueOptions();

  private final Console console;

  TopicsVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    var settings = connection.settings(console.env(), ConfigTables.all());
    var wanted = catalogue.catalogue(settings);
    try (Admin admin = Admin.create(Brokers.forCommand(settings))) {
      List<Difference> differences = TopicAdmin.verify(admin, wanted);
      Differences.lines(differences, wanted.topics().size()).forEach(console.out()::println);
      console.say(
          Counted.of(wanted.topics().size(), "topic")
              + ", "
              + Counted.of(differences.size(), "difference"));
      return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
  }
}
