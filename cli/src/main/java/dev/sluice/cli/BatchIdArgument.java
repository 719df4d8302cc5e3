package dev.sluice.cli;

import dev.sluice.core.limits.Ids;

/** A batch id from the command line. */
final class BatchIdArgument {

  private BatchIdArgument() {}

  static String checked(String batchId) {
    if (!Ids.validBatchId(batchId)) {
      throw new CommandException(
          ExitCode.USAGE,
          "'" + batchId + "' is no batch id; it has 1 to 200 letters, digits and . _ : -");
    }
    return batchId;
  }
}
