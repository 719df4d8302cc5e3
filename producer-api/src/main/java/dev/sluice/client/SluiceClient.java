package dev.sluice.client;

import dev.sluice.client.internal.KafkaSluiceClient;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Sluice: submits batches, follows them, commands them. Thread-safe; one per
 * process is enough. Closing it stops following; the batches go on.
 */
public interface SluiceClient extends AutoCloseable {

  /**
   * Connects, and checks that Sluice's topics are there.
   *
   * @param kafkaProperties at least {@code bootstrap.servers}; passed to every Kafka client, as is
   *     {@code schema.registry.url} to the records' encoding. Writing is always idempotent with
   *     {@code acks=all}
   * @throws BrokerUnreachableException if the brokers don't answer
   * @throws TopicsNotReadyException if topics are missing or don't fit together
   */
  static SluiceClient connect(Map<String, ?> kafkaProperties) {
    return connect(kafkaProperties, Topics.DEFAULT);
  }

  /** Like {@link #connect(Map)}, and also with other topic names. */
  static SluiceClient connect(Map<String, ?> kafkaProperties, Topics topics) {
    return KafkaSluiceClient.connect(kafkaProperties, topics);
  }

  /**
   * Submits a batch; returns when the brokers have acknowledged all of it. From then on every task
   * ends in one recorded result, whatever crashes. Waits while the brokers are slower than the
   * caller.
   *
   * @throws SubmissionFailedException if not all was acknowledged; submit the same batch again
   * @throws IllegalArgumentException if the batch was built as an open one
   */
  BatchHandle submit(Batch batch);

  /**
   * Opens a batch that takes tasks while it runs, and submits those that it has already.
   *
   * @param batch built with {@link BatchBuilder#open()}
   * @throws SubmissionFailedException if not all was acknowledged
   * @throws IllegalArgumentException if the batch was not built as an open one
   */
  OpenBatch openBatch(Batch batch);

  /**
   * The handle of a batch that was submitted elsewhere. Reads what is recorded about it; says only
   * when asked whether there is anything.
   *
   * @throws IllegalArgumentException if this can't be a batch id
   */
  BatchHandle batch(String batchId);

  /** Starts a held batch, or lets a paused one go on. Returns when the command is acknowledged. */
  void start(String batchId);

  /** Releases nothing more until the batch is started. Running tasks go on. */
  void pause(String batchId);

  /** Says that an open batch has this many tasks and no more come. */
  void seal(String batchId, long expectedTasks);

  /**
   * Cancels a batch: nothing more is released, running tasks are interrupted. Nothing changes for
   * tasks that have ended.
   *
   * @param reason text for people, kept in the results
   */
  void cancel(String batchId, @Nullable String reason);

  /** Like {@link #cancel(String, String)}, and also for one task of the batch. */
  void cancelTask(String batchId, String taskId, @Nullable String reason);

  /** Runs the tasks again that did not succeed, in a new round. */
  void retryFailed(String batchId);

  /** Forgets a batch that has ended, and its results. */
  void clear(String batchId);

  /** Stops following and disconnects; waits for what is on its way to the brokers. */
  @Override
  void close();
}
