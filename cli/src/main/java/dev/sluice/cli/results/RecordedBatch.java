package dev.sluice.cli.results;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.RecordedResults;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskResult;
import dev.sluice.results.report.Heading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A batch as it is recorded: its summary, and the last result of each task. The results wait on
 * disk and are gone when this is closed.
 */
public sealed interface RecordedBatch extends Finished permits EndedBatch, StandingBatch {

  /**
   * Reads what is recorded now: of a batch that has ended in memory that does not grow with it.
   *
   * @param client for a batch that has not ended, which has to be followed to be counted
   * @param folder where there is room for the results
   * @throws dev.sluice.client.BatchNotFoundException if nothing is recorded about it
   */
  static RecordedBatch read(
      RecordedResults recorded, Supplier<SluiceClient> client, String batchId, Path folder)
      throws IOException {
    Optional<BatchSummary> last = recorded.summary(batchId);
    return last.isPresent() && last.get().status().terminal()
        ? EndedBatch.read(recorded, last.get(), folder)
        : StandingBatch.read(client.get(), batchId, folder);
  }

  /** How it ended, or how it stands. */
  BatchSummary summary();

  @Override
  default Heading heading() {
    return Heading.of(summary());
  }

  /** The results in an order; may be asked again. */
  Stream<TaskResult> results(ResultOrder order) throws IOException;
}
