package dev.sluice.cli;

import dev.sluice.cli.batches.BatchFilter;
import dev.sluice.cli.batches.ListedBatch;
import dev.sluice.cli.batches.NewestBatches;
import dev.sluice.cli.batches.SummaryTopic;
import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.output.ListedBatchRow;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.Counted;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.schemas.topic.Topics;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice list}: the batches that there are. */
@Command(
    name = "list",
    description = {
      "Lists the batches that have begun, newest first.",
      "Says of each what its last summary says. The exit code is 0 even if there is none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice list --since 24h --bootstrap-server localhost:9092",
      "  sluice list --status running,paused --limit 10 -o json --bootstrap-server localhost:9092"
    })
final class ListCommand implements Callable<ExitCode> {

  private static final int HIGHEST_LIMIT = 100_000;

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description =
          "Only these: open, running, paused, succeeded, failed, cancelled, rejected; with commas.")
  List<BatchStatus> statuses = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those opened since then: 24h, or a time such as 2026-05-01T08:00:00Z.")
  @Nullable String since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Lists no more than this. Default: ${DEFAULT-VALUE}.")
  int limit = 50;

  private final Console console;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    Instant now = InstantSource.system().instant();
    BatchFilter filter = filter(now);
    Settings settings = connection.settings(console.env(), ConfigTables.all());
    String topic = new Topics(settings.get(TopicKeys.PREFIX)).summary();
    try (SummaryTopic summaries = SummaryTopic.of(Brokers.forCommand(settings), topic)) {
      NewestBatches.Found found = new NewestBatches().in(summaries, filter);
      write(found.batches(), now);
      if (found.batches().isEmpty()) {
        console.say("no such batch" + (since == null && statuses.isEmpty() ? " has begun" : ""));
      }
      if (found.more()) {
        console.say("there are more than " + limit + "; show more with --limit");
      }
      if (summaries.undecodable() > 0) {
        console.say(
            Counted.of(summaries.undecodable(), "record")
                + " of "
                + topic
                + " can't be read and left out; is this an older version than the scheduler's?");
      }
    }
    return ExitCode.OK;
  }

  private BatchFilter filter(Instant now) {
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw new CommandException(
          ExitCode.USAGE, "--limit is " + limit + "; give a number from 1 to " + HIGHEST_LIMIT);
    }
    Instant from = since == null ? Instant.EPOCH : SinceText.parse("--since", since, now);
    return new BatchFilter(Set.copyOf(statuses), from, limit);
  }

  private void write(List<ListedBatch> batches, Instant now) throws IOException {
    boolean table = output.format == OutputFormat.TABLE;
    if (batches.isEmpty() && table) {
      return;
    }
    try (RowWriter rows = Output.rows(output.format, console.out())) {
      for (ListedBatch batch : batches) {
        rows.write(table ? ListedBatchRow.line(batch, now) : ListedBatchRow.whole(batch, now));
      }
    }
  }
}
