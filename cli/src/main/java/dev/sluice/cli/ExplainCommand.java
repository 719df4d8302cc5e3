package dev.sluice.cli;

import dev.sluice.cli.output.ExplanationText;
import dev.sluice.cli.output.Output;
import dev.sluice.cli.output.OutputFormat;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.Explanation;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskResult;
import dev.sluice.results.export.RowWriter;
import dev.sluice.results.text.ErrorText;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice explain}: why a batch or a task is where it is. */
@Command(
    name = "explain",
    description = {
      "Says why a batch, and each of its tasks that has not ended, is where it is.",
      "With TASK only why that one is; then it may have ended."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice explain nightly-7 --bootstrap-server localhost:9092",
      "  sluice explain nightly-7 fetch/3 -o json --bootstrap-server localhost:9092"
    })
final class ExplainCommand implements Callable<ExitCode> {

  @Mixin BatchCommandOptions batch = new BatchCommandOptions();
  @Mixin OutputOption output = new OutputOption();

  @Parameters(index = "1", arity = "0..1", paramLabel = "TASK", description = "A task's id.")
  @Nullable String taskId;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Explains no more tasks than this. Default: ${DEFAULT-VALUE}.")
  int limit = 100;

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    String id = batch.batchId();
    String task = taskId == null ? null : TaskIdArgument.checked(taskId);
    if (limit < 1) {
      throw new CommandException(ExitCode.USAGE, "--limit is " + limit + "; give 1 or more");
    }
    try (SluiceClient client = batch.client(console)) {
      if (task == null) {
        explain(client.explain(id).iterator());
      } else {
        explain(withReason(client, client.explain(id, task)));
      }
    }
    return ExitCode.OK;
  }

  /** Of a task that has ended the scheduler keeps how; why is in its result. */
  private static Explanation withReason(SluiceClient client, Explanation task) {
    if (!task.code().equals("ENDED")) {
      return task;
    }
    var why = new AtomicReference<@Nullable String>();
    try (BatchHandle handle = client.batch(task.batchId())) {
      handle.status(); // from now on all that is recorded so far is here
      try (Stream<TaskResult> results = handle.results(ResultOrder.UNORDERED)) {
        results
            .filter(result -> result.taskId().equals(task.taskId()))
            .filter(result -> result.status().name().equals(task.status()))
            .map(result -> ErrorText.of(result.reason(), result.error()))
            .filter(reason -> !reason.isEmpty())
            .forEach(why::set);
      }
    }
    return why.get() == null
        ? task
        : new Explanation(
            task.batchId(),
            task.taskId(),
            task.status(),
            task.code(),
            "ended " + task.status() + ": " + why.get());
  }

  private void explain(Explanation task) throws IOException {
    if (output.format == OutputFormat.TABLE) {
      console.out().println(ExplanationText.line(task));
    } else {
      Output.one(output.format, console.out(), ExplanationText.row(task));
    }
  }

  private void explain(Iterator<Explanation> all) throws IOException {
    int tasks = 0;
    try (RowWriter rows = writer()) {
      while (all.hasNext() && tasks <= limit) {
        Explanation next = all.next();
        tasks += next.taskId() == null ? 0 : 1;
        if (tasks > limit) {
          console.say("more than " + limit + " tasks have not ended; show more with --limit");
        } else if (rows == null) {
          console.out().println(ExplanationText.line(next));
        } else {
          rows.write(ExplanationText.row(next));
        }
      }
    }
  }

  /** For all but the table, whose columns would be as wide as the sentences. */
  private @Nullable RowWriter writer() throws IOException {
    return output.format == OutputFormat.TABLE ? null : Output.rows(output.format, console.out());
  }
}
