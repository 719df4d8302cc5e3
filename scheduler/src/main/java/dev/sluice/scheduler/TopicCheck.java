package dev.sluice.scheduler;

import dev.sluice.schemas.topic.Differences;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics as the scheduler finds them. How many partitions there are is decided where topics are
 * created; the scheduler takes the number from the command topic, wants it everywhere, and also in
 * the changelogs of its own state, which recorded it at the first start.
 */
final class TopicCheck {

  private static final short ONE_COPY = 1;

  private final Admin admin;
  private final SchedulerConfig config;

  TopicCheck(Admin admin, SchedulerConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * The catalogue that holds on these brokers.
   *
   * @throws SchedulerStartException with a line for each difference
   */
  TopicCatalogue verified() {
    Optional<TopicDescription> command = describe(config.topics().command());
    TopicCatalogue catalogue =
        new TopicCatalogue(
            config.topics(),
            command
                .map(topic -> topic.partitions().size())
                .orElse(TopicCatalogue.DEFAULT_PARTITIONS),
            command.map(TopicCheck::copies).orElse(ONE_COPY),
            config.pools());
    List<String> problems =
        new ArrayList<>(
            Differences.lines(TopicAdmin.verify(admin, catalogue), catalogue.topics().size()));
    if (command.isPresent()) {
      checkChangelog(
          OneGroup.changelogOf(config.applicationId()), catalogue.partitions(), problems);
    }
    if (!problems.isEmpty()) {
      throw new SchedulerStartException(problems, null);
    }
    return catalogue;
  }

  private void checkChangelog(String changelog, int expected, List<String> problems) {
    describe(changelog)
        .map(topic -> topic.partitions().size())
        .filter(actual -> actual != expected)
        .ifPresent(actual ->
            problems.add(
                "%s has %d partitions, the topics have %d: partitions were added after the first start; drain, stop all schedulers, then delete and create all topics anew with one number"
                    .formatted(changelog, actual, expected)));
  }

  private static short copies(TopicDescription topic) {
    return (short)
        topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(ONE_COPY);
  }

  private Optional<TopicDescription> describe(String topic) {
    try {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(topic)).allTopicNames().get();
      return Optional.ofNullable(found.get(topic));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new KafkaException(e.getCause());
    }
  }
}
