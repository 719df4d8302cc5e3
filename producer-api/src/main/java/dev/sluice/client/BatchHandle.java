package dev.sluice.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A submitted batch that is being followed. Thread-safe.
 *
 * <p>A handle keeps the last result of every task, outputs included, until it is closed: some
 * hundred bytes per task plus its output. Close the handles of large batches when their results
 * were read.
 */
public interface BatchHandle extends AutoCloseable {

  String batchId();

  /**
   * Whether a batch of this id was there already when this handle was made. Submitted again, its
   * tasks count once. Waits until what was recorded before is read, and throws as {@link
   * #status()}.
   */
  boolean knownBefore();

  /**
   * Calls this listener whenever tasks have ended, at most ten times a second and once more at the
   * end, before {@link #await} returns. All listeners of a client share one thread, so they must
   * not wait; what they throw is logged.
   *
   * @return this handle
   */
  BatchHandle onProgress(Consumer<Progress> listener);

  /**
   * How far the batch is, without waiting for its end. Of a batch that was submitted elsewhere
   * everything that was recorded before the call is read first.
   *
   * @throws BatchNotFoundException if nothing is recorded about the batch
   * @throws BrokerUnreachableException if the brokers don't answer
   */
  Progress status();

  /**
   * The last summary that the scheduler published; empty before the first. Like {@link #status()},
   * and also throws the same.
   */
  Optional<BatchSummary> summary();

  /**
   * Waits until the batch has ended and all its results are here.
   *
   * @param atMost how long; the batch goes on after that
   * @throws AwaitTimeoutException if it did not end in time
   * @throws BatchNotFoundException if nothing is recorded about the batch
   * @throws BrokerUnreachableException if the brokers don't answer
   */
  BatchOutcome await(Duration atMost);

  /** Like {@link #await(Duration)}, and also without a limit. */
  BatchOutcome await();

  /**
   * The last result of each task: those so far, or with {@link ResultOrder#STREAMING} every one
   * until the batch has ended. A task that is run again while the stream is read appears again,
   * with its next round.
   */
  Stream<TaskResult> results(ResultOrder order);

  /** Stops following the batch, which goes on, and forgets its results. */
  @Override
  void close();
}
