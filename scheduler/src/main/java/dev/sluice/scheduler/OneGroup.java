package dev.sluice.scheduler;

import dev.sluice.scheduler.wire.Nodes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics belong to one group of schedulers: a second one would decide about the same batches from
 * empty state, and run everything again. Another group is found by the changelog of its ledger, and
 * told from another deployment's by what it reads. See decision 62.
 */
final class OneGroup {

  private static final Logger log = LoggerFactory.getLogger(OneGroup.class);
  private static final String CHANGELOG = "-" + Nodes.LEDGER_STORE + "-changelog";

  private final Admin admin;
  private final String own;
  private final Set<String> sources;

  /**
   * @param own the application id of this scheduler
   * @param sources what only schedulers read
   */
  OneGroup(Admin admin, String own, Set<String> sources) {
    this.admin = admin;
    this.own = own;
    this.sources = Set.copyOf(sources);
  }

  /** The name of the topic that keeps a group's ledger. */
  static String changelogOf(String applicationId) {
    return applicationId + CHANGELOG;
  }

  /**
   * @throws SchedulerStartException if another group reads the same topics, or did
   */
  void check() {
    List<String> others =
        allowed(admin.listTopics().names(), Set.<String>of()).stream()
            .filter(topic -> topic.endsWith(CHANGELOG))
            .map(topic -> topic.substring(0, topic.length() - CHANGELOG.length()))
            .filter(Predicate.not(own::equals))
            .filter(this::readsTheSame)
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      throw new SchedulerStartException(others.stream().map(this::refusal).toList(), null);
    }
  }

  /** By what it has committed; or, before it has read a first record, by what it was assigned. */
  private boolean readsTheSame(String group) {
    Set<TopicPartition> committed =
        allowed(
            admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .thenApply(offsets -> Set.copyOf(offsets.keySet())),
            Set.of());
    return Stream.concat(committed.stream(), assigned(group))
        .map(TopicPartition::topic)
        .anyMatch(sources::contains);
  }

  private Stream<TopicPartition> assigned(String group) {
    KafkaFuture<Set<TopicPartition>> assigned =
        admin
            .describeConsumerGroups(List.of(group))
            .describedGroups()
            .get(group)
            .thenApply(OneGroup::assignment);
    return allowed(assigned, Set.of()).stream();
  }

  private static Set<TopicPartition> assignment(ConsumerGroupDescription group) {
    return group.members().stream()
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .collect(Collectors.toSet());
  }

  private String refusal(String other) {
    return "%1$s is %2$s, but these topics belong to the schedulers of %3$s, and a second group would run everything again; start with %1$s=%3$s, or, to give the state of %3$s up, drain, stop its schedulers, and run: kafka-consumer-groups.sh --delete --group %3$s; kafka-topics.sh --delete --topic %4$s (what is still in the topics then runs again, see docs/operations.md)"
        .formatted(SchedulerKeys.APPLICATION_ID.name(), own, other, changelogOf(other));
  }

  /** What the brokers answer; nothing where there is no such group, or no right to see it. */
  private static <T> T allowed(KafkaFuture<T> answer, T nothing) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        log.info("Whether another group reads the same topics could not be seen", e.getCause());
        return nothing;
      }
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return nothing;
      }
      throw new KafkaException(e.getCause());
    }
  }
}
