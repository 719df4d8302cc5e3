package dev.sluice.client;

import dev.sluice.client.internal.KafkaRecordedResults;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the topics have of a batch, one result after the other, and keeps none of them: for
 * exports of batches so large that a {@link BatchHandle}, which counts by task, would take much
 * memory. Needs no scheduler. For one thread.
 *
 * <pre>{@code
 * try (RecordedResults recorded = RecordedResults.of(kafka, Topics.DEFAULT)) {
 *   recorded.read("nightly-7", taker);
 * }
 * }</pre>
 */
public interface RecordedResults extends AutoCloseable {

  /**
   * Those of these topics.
   *
   * @param kafkaProperties at least {@code bootstrap.servers}
   */
  static RecordedResults of(Map<String, ?> kafkaProperties, Topics topics) {
    return KafkaRecordedResults.of(kafkaProperties, topics);
  }

  /** Takes what is read, in the order in which it was recorded. */
  interface Taker {

    /**
     * A task ended. It may have ended before, in an earlier round; a result of the same round or an
     * earlier one is none that counts.
     */
    void recorded(TaskResult result);

    /** The batch was cleared, and what a task had recorded before counts no more. */
    void forgotten(String taskId);
  }

  /**
   * The last summary of a batch; empty if there is none.
   *
   * @throws BrokerUnreachableException if the brokers don't answer
   * @throws TopicsNotReadyException if the topic is missing
   */
  Optional<BatchSummary> summary(String batchId);

  /**
   * Hands out all results of a batch up to where the topic ends now. After {@link #summary} they
   * are not behind it.
   *
   * @throws BrokerUnreachableException if the brokers don't answer
   * @throws TopicsNotReadyException if the topic is missing
   */
  void read(String batchId, Taker taker);

  @Override
  void close();
}
