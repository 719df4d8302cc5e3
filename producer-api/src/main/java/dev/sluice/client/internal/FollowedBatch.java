package dev.sluice.client.internal;

import dev.sluice.client.AwaitTimeoutException;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.BatchOutcome;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.Progress;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import dev.sluice.client.internal.BatchState.Recorded;
import dev.sluice.client.internal.BatchState.Turn;
import dev.sluice.records.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a batch: takes what the follower's thread brings, answers the application on any
 * other.
 */
final class FollowedBatch implements BatchHandle {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

  private final BatchState state;
  private final TaskOrder order;
  private final Follower follower;
  private final Brokers brokers;
  private final ProgressCalls calls;
  private final List<Recorded> arrived = new ArrayList<>();
  private @Nullable TaskResult last;
  private final long pastSummaries;
  private boolean searchedMissingResults;
  private volatile boolean knownBefore;

  /**
   * @param pastSummaries where the summaries end that were there before
   */
  FollowedBatch(
      BatchState state,
      long pastSummaries,
      TaskOrder order,
      Follower follower,
      Brokers brokers,
      ProgressCalls calls) {
    this.state = state;
    this.pastSummaries = pastSummaries;
    this.order = order;
    this.follower = follower;
    this.brokers = brokers;
    this.calls = calls;
  }

  // --- from the follower's thread

  /** A result was read; it counts with the next {@link #tellResults}. */
  void resultArrived(long offset, Result record) {
    last = RecordsIn.result(record, last);
    arrived.add(new Recorded(offset, last));
  }

  /** Those who wait are told once for all that was read at a time. */
  void tellResults() {
    if (!arrived.isEmpty()) {
      Turn turn = state.resultsArrived(arrived);
      arrived.clear();
      react(turn);
    }
  }

  void resultForgotten(long offset, String taskId) {
    tellResults();
    state.resultForgotten(offset, taskId);
  }

  void summaryArrived(long offset, BatchSummary summary) {
    knownBefore |= offset < pastSummaries;
    react(state.summaryArrived(offset, summary));
  }

  void summaryForgotten(long offset) {
    knownBefore &= offset >= pastSummaries;
    react(state.summaryArrived(offset, null));
  }

  void pastWasRead() {
    react(state.becameCurrent());
  }

  void failed(Exception cause) {
    String message = "batch %s can't be followed any more: %s";
    state.failed(
        new BrokerUnreachableException(message.formatted(batchId(), cause.getMessage()), cause));
    calls.stop();
  }

  private void react(Turn turn) {
    switch (turn) {
      case GOES_ON -> {}
      case COMPLETED -> calls.finish(state::ended);
      case RESULTS_MISSING -> {
        if (!searchedMissingResults) {
          searchedMissingResults = true;
          searchMissingResults();
        }
      }
    }
  }

  /**
   * The summary was faster than the results, or the batch is an old one that was submitted again
   * and has results from before this handle: when all new results were read, the old ones are.
   */
  private void searchMissingResults() {
    TopicPartition results = follower.resultsOf(batchId());
    int round = state.round();
    var unused =
        brokers
            .endsLater(List.of(results))
            .thenCompose(ends -> follower.whenRead(this, ends))
            .thenRun(() -> {
              tellResults();
              react(state.roundWasRead(round));
              if (state.incomplete()) {
                follower.readAgain(this, results);
              }
            });
  }

  void resultsFromTheBeginning() {
    state.resultsFromTheBeginning();
  }

  // --- from the application's threads

  @Override
  public String batchId() {
    return state.batchId();
  }

  @Override
  public boolean knownBefore() {
    if (pastSummaries > 0) {
      readWhatIsRecorded();
    }
    return knownBefore;
  }

  @Override
  public BatchHandle onProgress(Consumer<Progress> listener) {
    calls.add(listener);
    return this;
  }

  @Override
  public Progress status() {
    readWhatIsRecorded();
    return state.progress();
  }

  @Override
  public Optional<BatchSummary> summary() {
    readWhatIsRecorded();
    return state.summary();
  }

  private void readWhatIsRecorded() {
    if (!state.hasEnded()) {
      Map<TopicPartition, Long> ends =
          brokers.ends(List.of(follower.resultsOf(batchId()), follower.summariesOf(batchId())));
      try {
        long seconds = ANSWER_WITHIN.toSeconds();
        var unused = follower.whenRead(this, ends).get(seconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      } catch (ExecutionException e) {
        throw unreachable(e.getCause());
      } catch (TimeoutException e) {
        throw unreachable(e);
      }
    }
    if (state.notFound()) {
      throw notFound();
    }
  }

  @Override
  public BatchOutcome await() {
    return await(NO_LIMIT);
  }

  @Override
  public BatchOutcome await(Duration atMost) {
    try {
      if (!state.awaitEnd(TimeUnit.NANOSECONDS.convert(atMost))) {
        Progress progress = state.progress();
        throw new AwaitTimeoutException(
            "batch %s did not end in %s, %d of %d tasks have; await it again or cancel it"
                .formatted(batchId(), Times.text(atMost), progress.done(), progress.total()),
            progress);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    BatchSummary summary = state.summary().orElseThrow(this::notFound);
    return new BatchOutcome(summary, order.sorted(state.results(result -> !result.succeeded())));
  }

  @Override
  public Stream<TaskResult> results(ResultOrder wanted) {
    return switch (wanted) {
      case UNORDERED -> state.results(all -> true).stream();
      case ORDERED -> order.sorted(state.results(all -> true)).stream();
      case PRIORITY ->
          order.sorted(state.results(all -> true)).stream()
              .sorted(Comparator.comparing(TaskResult::priority));
      case STREAMING ->
          StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(
                  new ArrivingResults(state), Spliterator.ORDERED | Spliterator.NONNULL),
              false);
    };
  }

  @Override
  public void close() {
    calls.stop();
    follower.forget(this);
    state.failed(new IllegalStateException("the handle of batch " + batchId() + " is closed"));
    state.forgetResults();
  }

  private BatchNotFoundException notFound() {
    return new BatchNotFoundException(
        "batch %s: nothing is recorded about it; check the id, and that a scheduler runs"
            .formatted(batchId()));
  }

  private BrokerUnreachableException unreachable(Throwable cause) {
    return new BrokerUnreachableException(
        "batch %s: the brokers did not give its records in %d s; are they running?"
            .formatted(batchId(), ANSWER_WITHIN.toSeconds()),
        cause);
  }
}
