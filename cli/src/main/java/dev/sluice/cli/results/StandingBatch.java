package dev.sluice.cli.results;

import dev.sluice.cli.output.Standing;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.TaskResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * A batch that may still go on: how it stands, and the last result of each task so far. The results
 * wait on disk, so that their outputs fill no memory; of each task the id is held.
 */
final class StandingBatch implements RecordedBatch {

  private final BatchSummary summary;
  private final RunResults results;

  private StandingBatch(BatchSummary summary, RunResults results) {
    this.summary = summary;
    this.results = results;
  }

  /**
   * Reads what is recorded now.
   *
   * @param folder where there is room for the results
   * @throws dev.sluice.client.BatchNotFoundException if nothing is recorded about it
   */
  static StandingBatch read(SluiceClient client, String batchId, Path folder) throws IOException {
    RunResults results = RunResults.all(new FileOrder(List.of()), folder);
    try (BatchHandle handle = client.batch(batchId, results)) {
      handle.status();
      long taken = results.size();
      BatchSummary summary = standing(handle);
      if (taken <= summary.counts().total()) {
        return new StandingBatch(summary, results);
      }
    } catch (RuntimeException e) {
      results.close();
      throw e;
    }
    results.close();
    return readInMemory(client, batchId, folder);
  }

  /**
   * A batch that was cleared and submitted again may have lost tasks, whose old results were handed
   * on before they were forgotten. Only the client knows which.
   */
  private static StandingBatch readInMemory(SluiceClient client, String batchId, Path folder)
      throws IOException {
    RunResults results = RunResults.all(new FileOrder(List.of()), folder);
    try (BatchHandle handle = client.batch(batchId)) {
      BatchSummary summary = standing(handle);
      handle.results(ResultOrder.UNORDERED).forEach(results);
      return new StandingBatch(summary, results);
    } catch (RuntimeException e) {
      results.close();
      throw e;
    }
  }

  private static BatchSummary standing(BatchHandle handle) {
    return Standing.of(
        handle.status(), handle.summary().orElse(null), InstantSource.system().instant());
  }

  @Override
  public BatchSummary summary() {
    return summary;
  }

  @Override
  public Stream<TaskResult> results() throws IOException {
    return results(ResultOrder.UNORDERED);
  }

  @Override
  public Stream<TaskResult> results(ResultOrder order) throws IOException {
    return results.inOrder(order);
  }

  @Override
  public void close() throws IOException {
    results.close();
  }
}
