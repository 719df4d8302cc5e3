package dev.sluice.mcp;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.sluice.cli.CommandException;
import dev.sluice.cli.ConfigTables;
import dev.sluice.cli.ExitCode;
import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.client.actions.ActionSettings;
import dev.sluice.client.actions.BatchActions;
import dev.sluice.client.actions.ExportFolder;
import dev.sluice.results.export.CsvText;
import dev.sluice.results.export.ExportFormat;
import dev.sluice.results.export.ResultExport;
import dev.sluice.schemas.config.Settings;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice mcp}: reads its options, connects the parts, serves until stdin ends. */
@Command(
    name = "sluice mcp",
    mixinStandardHelpOptions = true,
    versionProvider = McpVersion.class,
    description = {
      "An MCP server over stdio with the batch tool. Its client starts it; stdout carries nothing"
          + " but protocol.",
      "The brokers are asked when the first tool needs them."
    },
    footerHeading = "%nExample:%n",
    footer = "  sluice mcp --bootstrap-server localhost:9092 --export-dir /var/lib/exports")
final class McpCommand implements Callable<Integer> {

  private static final int KIB = 1024;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--read-only",
      description =
          "Only status, results and inline export; whatever changes something is refused.")
  boolean readOnly;

  @Option(
      names = "--export-dir",
      paramLabel = "DIR",
      description = "Where export may write files. Default: nowhere, exports are given inline.")
  @Nullable Path exportDirectory;

  @Option(
      names = "--max-inline-kib",
      paramLabel = "KIB",
      defaultValue = "256",
      description =
          "The largest export that is given inline, 1 to 16384. Default: ${DEFAULT-VALUE}.")
  int inlineKib;

  @Option(
      names = "--tools",
      paramLabel = "TOOLS",
      defaultValue = "all",
      description = {
        "combined: the one tool batch; split: a tool for each action; all: both.",
        "Default: ${DEFAULT-VALUE}."
      })
  OfferedTools tools = OfferedTools.ALL;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log more to stderr.")
  boolean verbose;

  private final InputStream in;
  private final OutputStream protocol;
  private final PrintStream people;
  private final Map<String, String> env;

  /**
   * @param protocol stdout
   * @param people stderr
   */
  McpCommand(InputStream in, OutputStream protocol, PrintStream people, Map<String, String> env) {
    this.in = in;
    this.protocol = protocol;
    this.people = people;
    this.env = env;
  }

  @Override
  public Integer call() throws Exception {
    logs();
    Settings settings = connection.settings(env, ConfigTables.all());
    var unused = Brokers.of(settings); // refused now, not with the first tool
    ActionSettings allowed = allowed();
    try (BatchActions actions = BatchActions.on(() -> Brokers.client(settings), allowed);
        StdioServer server = StdioServer.start(in, protocol, actions, tools)) {
      people.println("sluice: serving " + server.toolNames().size() + " tools on stdio");
      server.awaitEnd();
    }
    return ExitCode.OK.code();
  }

  private ActionSettings allowed() throws Exception {
    if (inlineKib < 1 || inlineKib > 16 * KIB) {
      throw new CommandException(
          ExitCode.USAGE, "--max-inline-kib is " + inlineKib + "; give 1 to 16384");
    }
    ActionSettings settings =
        ActionSettings.DEFAULT
            .withReadOnly(readOnly)
            .withInlineBytes(inlineKib * KIB)
            .withTable(new ResultExport(ExportFormat.CSV, CsvText.SAFE)::write);
    return exportDirectory == null
        ? settings
        : settings.withExports(ExportFolder.at(exportDirectory));
  }

  private void logs() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(verbose ? Level.INFO : Level.WARN);
      context.getLogger("dev.sluice").setLevel(verbose ? Level.DEBUG : Level.WARN);
      // Retries that succeed are nobody's business; what fails is the answer of a tool.
      Level quiet = verbose ? Level.WARN : Level.OFF;
      List.of("kafka", "org.apache.kafka").forEach(name -> context.getLogger(name).setLevel(quiet));
      context.getLogger("io.modelcontextprotocol").setLevel(verbose ? Level.INFO : Level.ERROR);
    }
  }
}
