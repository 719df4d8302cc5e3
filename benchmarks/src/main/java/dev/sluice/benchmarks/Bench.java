package dev.sluice.benchmarks;

import dev.sluice.benchmarks.output.Json;
import dev.sluice.benchmarks.output.Report;
import dev.sluice.benchmarks.output.Table;
import dev.sluice.benchmarks.site.ChildProcess;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.SiteConfig.Role;
import dev.sluice.benchmarks.site.Workplace;
import dev.sluice.cli.ExitCode;
import dev.sluice.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice bench}: measures how fast Sluice is on this machine. */
@Command(
    name = "sluice bench",
    description = "Measures Sluice on this machine, beside a pipeline of Kafka alone.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice bench --quick",
      "  sluice bench --only raw,W1 --json > figures.json",
      "",
      "docs/benchmarks.md says what is measured and how to read it."
    })
public final class Bench implements Callable<Integer> {

  @Option(names = "--quick", description = "Once and smaller: a first impression in minutes.")
  boolean quick;

  @Option(
      names = "--micro",
      description =
          "Only the micro-benchmarks: decisions, rows, records. The same as --only micro.")
  boolean micro;

  @Option(names = "--tiny", hidden = true, description = "Only to see that everything works.")
  boolean tiny;

  @Option(names = "--json", description = "The same as -o json.")
  boolean json;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table or json. Default: table.")
  OutputFormat format = OutputFormat.table;

  @Option(names = "--out", paramLabel = "FILE", description = "Also writes the JSON to this file.")
  @Nullable Path out;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description =
          "Only these parts, with commas between them: raw, W1 to W10, W4large, single, oneJvm.")
  List<String> only = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "Measured rounds of each workload. Default: 3, with --quick 1.")
  @Nullable Integer repetitions;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.")
  int partitions = TopicCatalogue.DEFAULT_PARTITIONS;

  @Option(
      names = "-X",
      paramLabel = "KEY=VALUE",
      description = "One property for the scheduler or the worker. May be repeated.")
  Map<String, String> properties = new LinkedHashMap<>();

  @Option(
      names = "--java-opts",
      paramLabel = "PROCESS=OPTIONS",
      description = "More JVM options for the broker, scheduler or worker. May be repeated.")
  Map<Role, String> javaOptions = new EnumMap<>(Role.class);

  @Option(
      names = "--profile",
      paramLabel = "FOLDER",
      description = "Writes a flight recording of every workload and process to this folder.")
  @Nullable Path profile;

  /** The forms of the output. */
  enum OutputFormat {
    table,
    json
  }

  private final PrintStream data;
  private final PrintStream people;

  Bench(PrintStream data, PrintStream people) {
    this.data = data;
    this.people = people;
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    // Kafka's clients tell of every retry; only this process is to be quiet, the others have logs.
    System.setProperty("logback.configurationFile", "logback-bench.xml");
    PrintStream data = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = execute(new Bench(data, people), args);
    data.flush();
    System.exit(code);
  }

  static int execute(Bench bench, String... args) {
    CommandLine line = new CommandLine(bench).setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(bench.data, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(bench.people, true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((failure, ignored) -> {
      bench.say(failure.getMessage() + "; see sluice bench --help");
      return ExitCode.USAGE.code();
    });
    line.setExecutionExceptionHandler((failure, ignored, parsed) -> bench.failed(failure));
    return line.execute(args);
  }

  private int failed(Exception failure) {
    if (failure instanceof BenchException known) {
      say(known.getMessage());
      return known.exitCode().code();
    }
    failure.printStackTrace(people);
    say("unexpected " + failure + "; report it");
    return ExitCode.FAILED.code();
  }

  private void say(String line) {
    people.println("sluice: " + line);
  }

  @Override
  public Integer call() throws IOException {
    List<String> parts = new ArrayList<>(only);
    if (micro) {
      parts.add("micro");
    }
    Selection selection = Selection.of(parts);
    int rounds = rounds();
    SiteConfig config = config();
    Workplace workplace = Workplace.create();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  ChildProcess.killAll();
                  workplace.close();
                }));
    Scale scale = tiny ? Scale.TINY : quick ? Scale.QUICK : Scale.FULL;
    var plan = new BenchPlan(selection, scale, rounds, config, profile);
    try {
      write(new BenchRun(plan, workplace, this::say).run());
    } catch (RuntimeException e) {
      workplace.keepLogs();
      throw e;
    }
    return ExitCode.OK.code();
  }

  private int rounds() {
    int rounds = repetitions != null ? repetitions : quick ? 1 : 3;
    if (rounds < 1 || rounds > 100) {
      throw new BenchException(
          ExitCode.USAGE, "--repetitions is " + rounds + "; give 1 to 100", null);
    }
    return rounds;
  }

  private SiteConfig config() {
    if (partitions < 1 || partitions > 1000) {
      throw new BenchException(
          ExitCode.USAGE, "--partitions is " + partitions + "; give 1 to 1000", null);
    }
    Map<Role, List<String>> options = new EnumMap<>(Role.class);
    javaOptions.forEach((role, words) -> options.put(role, List.of(words.strip().split("\\s+"))));
    return new SiteConfig(partitions, properties, options);
  }

  private void write(Report report) throws IOException {
    String text = Json.of(report);
    if (out != null) {
      Files.writeString(out, text + System.lineSeparator());
    }
    if (json || format == OutputFormat.json) {
      data.println(text);
    } else {
      data.print(Table.of(report));
    }
  }
}
