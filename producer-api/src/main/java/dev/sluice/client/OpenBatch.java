package dev.sluice.client;

import java.util.function.Consumer;

/**
 * A batch that takes tasks while it runs, until it is sealed. Thread-safe.
 *
 * <p>Its tasks may need tasks that are submitted later. What only the whole batch can show, unknown
 * needs and cycles, is found by the scheduler, which rejects the tasks concerned.
 */
public interface OpenBatch {

  String batchId();

  /**
   * Submits one more task; returns when it is on its way. The next call, {@link #flush()} or {@link
   * #seal()} throws if an earlier task was not acknowledged.
   *
   * @throws InvalidBatchException if the task is not valid or its id was submitted before
   * @throws SubmissionFailedException if the brokers did not take an earlier task
   */
  OpenBatch submit(String taskId, Consumer<TaskBuilder> task);

  /**
   * Waits until every task so far is acknowledged by the brokers.
   *
   * @throws SubmissionFailedException if one was not
   */
  void flush();

  /**
   * Says that no more tasks come, so that the batch can end. A second call changes nothing.
   *
   * @return the handle of the batch
   * @throws SubmissionFailedException if a task was not acknowledged by the brokers
   */
  BatchHandle seal();

  /** The handle of the batch, which is followed from its start on. */
  BatchHandle handle();
}
