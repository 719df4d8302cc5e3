package dev.sluice.client.actions;

import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BatchOutcome;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.Progress;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A handle of a batch with these results. */
final class FakeHandle implements BatchHandle {

  private final String batchId;
  private final @Nullable List<TaskResult> results;
  private final boolean knownBefore;
  private final @Nullable BatchSummary summary;
  boolean closed;

  /** So often it is asked before anything is recorded. */
  int tooEarly;

  /**
   * @param results null: nothing is recorded about the batch
   */
  FakeHandle(String batchId, @Nullable List<TaskResult> results, @Nullable BatchSummary summary) {
    this.batchId = batchId;
    this.results = results;
    this.knownBefore = results != null;
    this.summary = summary;
  }

  @Override
  public String batchId() {
    return batchId;
  }

  @Override
  public boolean knownBefore() {
    return knownBefore;
  }

  @Override
  public BatchHandle onProgress(Consumer<Progress> listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Progress status() {
    List<TaskResult> all = recorded();
    return new Progress(
        batchId,
        BatchStatus.RUNNING,
        all.size() + 1L,
        count(all, TaskStatus.SUCCEEDED),
        count(all, TaskStatus.FAILED),
        0,
        0,
        0,
        0,
        0);
  }

  private static long count(List<TaskResult> all, TaskStatus status) {
    return all.stream().filter(result -> result.status() == status).count();
  }

  private List<TaskResult> recorded() {
    if (results == null || tooEarly-- > 0) {
      throw new BatchNotFoundException(batchId + ": nothing is recorded; check the id");
    }
    return results;
  }

  @Override
  public Optional<BatchSummary> summary() {
    var unused = recorded();
    return Optional.ofNullable(summary);
  }

  @Override
  public BatchOutcome await(Duration atMost) {
    throw new AwaitTimeoutException("did not end", status());
  }

  @Override
  public BatchOutcome await() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Stream<TaskResult> results(ResultOrder order) {
    return recorded().stream();
  }

  @Override
  public void close() {
    closed = true;
  }
}
