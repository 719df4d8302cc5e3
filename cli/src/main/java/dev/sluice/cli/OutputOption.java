package dev.sluice.cli;

import dev.sluice.cli.output.OutputFormat;
import picocli.CommandLine.Option;

/** How data is written to stdout. */
final class OutputOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "One of table, json, jsonl, csv, yaml. Default: table.")
  OutputFormat format = OutputFormat.TABLE;
}
