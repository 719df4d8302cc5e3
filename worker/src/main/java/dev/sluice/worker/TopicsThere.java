package dev.sluice.worker;

import dev.sluice.records.Priority;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks for the topics of a worker before it joins its group. Kafka's clients would wait for ever
 * for topics that nobody creates, and the worker would look idle. How the topics are set is for the
 * scheduler to check: a worker may see no more of them than it reads and writes.
 */
final class TopicsThere {

  private TopicsThere() {}

  /**
   * Returns when all are there.
   *
   * @throws WorkerStartException if one is not, or the brokers don't answer within {@code
   *     default.api.timeout.ms}
   * @throws ApiException if they don't let this worker look
   */
  static void check(WorkerConfig config) {
    List<String> missing = missing(config);
    if (!missing.isEmpty()) {
      throw new WorkerStartException(
          "%s does not exist; create the topics: sluice topics apply, or correct %s"
              .formatted(
                  String.join(", ", missing),
                  missing.stream().allMatch(topic -> ofPool(config, topic))
                      ? "sluice.worker.pool: pool %s has no topics".formatted(config.pool())
                      : "sluice.topics.prefix"),
          null);
    }
  }

  private static boolean ofPool(WorkerConfig config, String topic) {
    return releases(config).contains(topic);
  }

  private static List<String> missing(WorkerConfig config) {
    List<String> missing = new ArrayList<>();
    try (Admin admin = Admin.create(Map.copyOf(config.kafka()))) {
      admin
          .describeTopics(needed(config))
          .topicNameValues()
          .forEach((topic, answer) -> {
            if (!exists(answer, config)) {
              missing.add(topic);
            }
          });
    }
    missing.sort(null);
    return missing;
  }

  private static boolean exists(KafkaFuture<?> answer, WorkerConfig config) {
    try {
      answer.get();
      return true;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      if (e.getCause() instanceof AuthenticationException
          || e.getCause() instanceof AuthorizationException) {
        throw (ApiException) e.getCause();
      }
      throw new WorkerStartException(
          "The brokers at %s did not answer as they should: %s; check bootstrap.servers and the security settings"
              .formatted(config.kafka().get("bootstrap.servers"), e.getCause().getMessage()),
          e.getCause());
    }
  }

  private static List<String> needed(WorkerConfig config) {
    Topics topics = config.topics();
    List<String> needed = new ArrayList<>(releases(config));
    needed.addAll(List.of(topics.report(), topics.signal(), topics.worker(), topics.deadLetter()));
    return needed;
  }

  private static List<String> releases(WorkerConfig config) {
    List<String> releases = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      releases.add(config.topics().release(config.pool(), priority));
    }
    return releases;
  }
}
