package dev.sluice.cli;

import dev.sluice.cli.file.BatchFile;
import dev.sluice.cli.file.BatchFileReader;
import dev.sluice.cli.file.FileRejectedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The batch file of a command and how it is read. */
final class BatchFileArgument {

  private static final double MOST = 1_000_000;

  @Parameters(
      paramLabel = "FILE",
      description = "Batch file in YAML, JSON, JSONL or WfFormat 1.5; - reads standard input.")
  String file = "";

  @Option(
      names = "--time-scale",
      paramLabel = "X",
      description = "WfFormat: recorded runtimes are multiplied by X, 0 = no waiting. Default: 1.")
  @Nullable Double timeScale;

  BatchFile read(Console console) throws IOException, FileRejectedException {
    return read(console, false);
  }

  /**
   * The batch of the file.
   *
   * @param besideFile whether programs run in the folder of the file
   */
  BatchFile read(Console console, boolean besideFile) throws IOException, FileRejectedException {
    double scale = timeScale == null ? 1 : timeScale;
    if (!(scale >= 0 && scale <= MOST)) {
      throw new CommandException(
          ExitCode.USAGE, "--time-scale is " + scale + "; give a number from 0 to 1000000");
    }
    return new BatchFileReader(console.in(), scale, besideFile).read(file);
  }
}
