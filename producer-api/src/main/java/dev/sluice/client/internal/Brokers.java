package dev.sluice.client.internal;

import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.TopicsNotReadyException;
import dev.sluice.records.Priority;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the client asks the brokers: whether the topics are there, and where they end now. */
final class Brokers {

  private final Admin admin;
  private final Topics topics;
  private final String addresses;
  private final int timeoutMs;

  Brokers(Admin admin, Topics topics, KafkaSettings settings) {
    this.admin = admin;
    this.topics = topics;
    this.addresses = settings.brokers();
    this.timeoutMs = settings.answerWithinMs();
  }

  /**
   * How many partitions the topics by batch id have.
   *
   * @throws TopicsNotReadyException if one is missing or they differ
   */
  int partitions() {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    var answers =
        admin.describeTopics(byBatchId(), new DescribeTopicsOptions().timeoutMs(timeoutMs));
    for (String topic : byBatchId()) {
      try {
        var answer = answers.topicNameValues().get(topic);
        partitions.put(topic, await(answer).partitions().size());
      } catch (UnknownTopicOrPartitionException e) {
        missing.add(topic);
      }
    }
    if (!missing.isEmpty()) {
      throw new TopicsNotReadyException(
          "%d of Sluice's topics are missing on %s, the first is %s; create them: sluice topics apply"
              .formatted(missing.size(), addresses, missing.get(0)));
    }
    if (partitions.values().stream().distinct().count() > 1) {
      throw new TopicsNotReadyException(
          "Sluice's topics on %s must all have the same number of partitions, but have %s; compare them: sluice topics verify"
              .formatted(addresses, partitions));
    }
    return partitions.get(topics.result());
  }

  /** Where these partitions end for readers of committed records. */
  Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    return offsets(await(listEnds(partitions)));
  }

  /** Like {@link #ends}, and also without waiting. */
  CompletionStage<Map<TopicPartition, Long>> endsLater(List<TopicPartition> partitions) {
    return listEnds(partitions).toCompletionStage().thenApply(Brokers::offsets);
  }

  private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> listEnds(
      List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    options.timeoutMs(timeoutMs);
    return admin.listOffsets(latest, options).all();
  }

  private static Map<TopicPartition, Long> offsets(
      Map<TopicPartition, ListOffsetsResultInfo> ends) {
    Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
    return offsets;
  }

  private List<String> byBatchId() {
    List<String> names = new ArrayList<>();
    Arrays.stream(Priority.values()).map(topics::submission).forEach(names::add);
    names.addAll(
        List.of(
            topics.command(), topics.query(), topics.answer(), topics.result(), topics.summary()));
    return names;
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case UnknownTopicOrPartitionException unknown -> unknown;
        case TimeoutException timeout ->
            new BrokerUnreachableException(
                "no broker answered at %s; is Kafka running there?".formatted(addresses), timeout);
        case Throwable refusal ->
            new BrokerUnreachableException(
                "the brokers at %s refused: %s".formatted(addresses, refusal.getMessage()),
                refusal);
      };
    }
  }
}
