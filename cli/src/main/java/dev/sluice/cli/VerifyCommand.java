package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.AuditText;
import dev.sluice.client.audit.Audit;
import dev.sluice.client.audit.Auditor;
import dev.sluice.results.text.Counted;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.schemas.topic.Topics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice verify}: whether the topics keep what is promised about a batch. */
@Command(
    name = "verify",
    description = {
      "Proves what is guaranteed for a batch, from its topics alone.",
      "Reads them from their beginning, and asks no scheduler. One line a guarantee: "
          + "held, BROKEN with the first examples, or what can't be seen and why. Exits "
          + "with 1 if one is broken, 3 if the topics know of no such batch, else 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice verify nightly-7 --bootstrap-server localhost:9092",
      "  sluice verify nightly-7 -o json --bootstrap-server localhost:9092"
    })
final class VerifyCommand implements Callable<ExitCode> {

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  String batchId = "";

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  private final Console console;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    var settings = connection.settings(console.env(), ConfigTables.all());
    Audit audit =
        Auditor.audit(
            Brokers.forCommand(settings),
            new Topics(settings.get(TopicKeys.PREFIX)),
            BatchIdArgument.checked(batchId));
    AuditText.write(audit, output.format, console.out());
    audit.notes().forEach(console::say);
    console.say(
        "batch %s, %s, %s: %s"
            .formatted(
                audit.batchId(),
                audit.status() == null ? "no summary yet" : audit.status(),
                Counted.of(audit.tasks(), "task"),
                conclusion(audit)));
    return audit.broken() ? ExitCode.FAILED : ExitCode.OK;
  }

  private static String conclusion(Audit audit) {
    if (audit.broken()) {
      return "guarantees are broken; keep the topics as they are and report it";
    }
    return audit.held()
        ? "all guarantees held"
        : "nothing is broken as far as can be seen, and not all can";
  }
}
