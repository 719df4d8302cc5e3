package dev.sluice.cli;

import dev.sluice.cli.output.OutputFormat;
import dev.sluice.client.ResultOrder;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.report.ReportFormat;
import dev.sluice.schemas.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code sluice} command. */
@Command(
    name = "sluice",
    description = "Runs batches of dependent tasks on Apache Kafka.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      DevCommand.class,
      ValidateCommand.class,
      PlanCommand.class,
      TopicsCommand.class,
      SchedulerCommand.class,
      TokenCommand.class,
      WorkerCommand.class,
      WorkersCommand.class,
      SubmitCommand.class,
      ListCommand.class,
      WatchCommand.class,
      StatusCommand.class,
      ResultsCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      VerifyCommand.class,
      ExplainCommand.class,
      StartCommand.class,
      StopCommand.class,
      CancelCommand.class,
      RetryCommand.class,
      ClearCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      CompletionCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice run examples/word-count.yaml",
      "  sluice validate batch.yaml",
      "  sluice submit batch.yaml --bootstrap-server localhost:9092",
      "",
      "Beside these: sluice mcp, a server for MCP clients over stdio; it has a --help of its own.",
      "",
      "Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 not allowed, 5 tasks failed, 6 timed out,",
      "7 batch rejected, 8 unreachable, 9 cancelled, 130 interrupted."
    })
public final class Sluice implements Callable<ExitCode> {

  @Spec CommandSpec spec;

  private final Console console;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log more to stderr.")
  boolean verbose;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log more, and show stack traces.")
  boolean debug;

  private Sluice(Console console) {
    this.console = console;
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    ProcessSignals signals = ProcessSignals.watched();
    signals.end(execute(Console.system(signals), args));
  }

  /** Runs the command in this JVM. */
  public static int execute(Console console, String... args) {
    CommandLine line = commandLine(console);
    Sluice sluice = line.getCommand();
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((e, ignored) -> sluice.misused(e));
    line.setExecutionStrategy(parsed -> {
      Logs.set(sluice.verbose || sluice.debug, sluice.debug);
      refuseUnknownCommand(parsed);
      applyProfile(console, parsed);
      return new CommandLine.RunLast().execute(parsed);
    });
    line.setExecutionExceptionHandler((e, ignored, parsed) -> sluice.failed(e));
    line.setExitCodeExceptionMapper(e -> ExitCode.FAILED.code());
    line.getSubcommands().values().forEach(Sluice::mapExitCodes);
    try {
      int code = executed(line, sluice, args);
      Object result = last(line).getExecutionResult();
      return result instanceof ExitCode exit ? exit.code() : code;
    } finally {
      console.flush();
    }
  }

  /** The commands and their options, without what they write to and how they fail. */
  static CommandLine commandLine(Console console) {
    CommandLine line = new CommandLine(new Sluice(console), new CommandFactory(console));
    line.registerConverter(OutputFormat.class, new WordOf<>(OutputFormat.class));
    line.registerConverter(ExportFormat.class, new WordOf<>(ExportFormat.class));
    line.registerConverter(ReportFormat.class, new WordOf<>(ReportFormat.class));
    line.registerConverter(ResultOrder.class, new WordOf<>(ResultOrder.class));
    line.registerConverter(BatchStatus.class, new WordOf<>(BatchStatus.class));
    line.registerConverter(
        CompletionCommand.Shell.class, new WordOf<>(CompletionCommand.Shell.class));
    CommandExits.tell(line);
    CommandGroups.show(line);
    return line;
  }

  /** Picocli hands exceptions over, but no errors. */
  private static int executed(CommandLine line, Sluice sluice, String... args) {
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      return sluice.failed(e);
    }
  }

  private static CommandLine last(CommandLine line) {
    CommandLine.ParseResult parsed = line.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed == null ? line : parsed.commandSpec().commandLine();
  }

  /** Help is no reason to overlook a command that does not exist. */
  private static void refuseUnknownCommand(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    List<String> unknown = last.unmatched();
    if (!command.getSubcommands().isEmpty()
        && !unknown.isEmpty()
        && !unknown.getFirst().startsWith("-")) {
      throw new UnmatchedArgumentException(command, unknown);
    }
  }

  private static void applyProfile(Console console, CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    try {
      ProfileDefaults.apply(last, console);
    } catch (ConfigurationException | IOException e) {
      CommandLine command = last.commandSpec().commandLine();
      throw new CommandLine.ExecutionException(command, String.valueOf(e.getMessage()), e);
    }
  }

  private static void mapExitCodes(CommandLine line) {
    line.setExitCodeExceptionMapper(e -> ExitCode.FAILED.code());
  }

  /** Without a command: says what there is. */
  @Override
  public ExitCode call() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  private int misused(ParameterException failure) {
    return new Misuse(console).tell(failure).code();
  }

  private int failed(Throwable failure) {
    CommandException explained = Failures.explain(failure);
    explained.lines().forEach(console::say);
    if (debug) {
      failure.printStackTrace(console.err());
    }
    return explained.exitCode().code();
  }
}
