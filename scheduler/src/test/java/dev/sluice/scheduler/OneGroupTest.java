package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.BatchStatus;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class OneGroupTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Topics TOPICS = new Topics("one.");
  private static final Topics OTHERS = new Topics("one.more.");

  @TempDir Path directory;

  private Map<String, Object> brokers;

  @BeforeEach
  void createTopics(KafkaCluster cluster) {
    brokers = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(brokers)) {
      for (Topics topics : List.of(TOPICS, OTHERS)) {
        var catalogue = new TopicCatalogue(topics, 2, (short) 1, Set.of("default"));
        assertThat(TopicAdmin.apply(admin, catalogue).refused()).isEmpty();
      }
    }
  }

  @Test
  void aSecondGroupOnTheSameTopicsIsRefusedUntilTheFirstOneIsGivenUp(KafkaCluster cluster)
      throws Exception {
    try (Scheduler first = start("first", TOPICS);
        var worker = new ScriptedWorker(cluster.bootstrapServers(), TOPICS);
        var batches = new BatchOnBroker(cluster.bootstrapServers(), TOPICS)) {
      // Nothing has come yet, so that nothing is committed.
      assertRefused();

      batches.publish("fan", BatchOnBroker.fan("fan", 10));
      await()
          .atMost(SOON)
          .until(() ->
              batches.summaries("fan").stream()
                  .anyMatch(summary -> summary.getStatus() == BatchStatus.SUCCEEDED));
      assertThat(worker.executed()).isEqualTo(12);
    }
    assertRefused();
    start("elsewhere", OTHERS).close();
    start("first", TOPICS).close();

    try (Admin admin = Admin.create(brokers)) {
      admin.deleteConsumerGroups(List.of("first")).all().get();
      admin.deleteTopics(List.of("first-ledger-changelog")).all().get();
    }
    start("second", TOPICS).close();
  }

  private void assertRefused() {
    assertThatThrownBy(() -> start("second", TOPICS).close())
        .isInstanceOf(SchedulerStartException.class)
        .hasMessageContaining("these topics belong to the schedulers of first")
        .hasMessageContaining("start with sluice.scheduler.application-id=first, or")
        .hasMessageContaining("kafka-consumer-groups.sh --delete --group first;")
        .hasMessageContaining("kafka-topics.sh --delete --topic first-ledger-changelog (");
  }

  private Scheduler start(String applicationId, Topics topics) {
    Scheduler scheduler =
        Scheduler.start(
            SchedulerConfig.of(brokers, directory.resolve(applicationId))
                .withTopics(topics)
                .withApplicationId(applicationId));
    scheduler.awaitRunning(SOON);
    return scheduler;
  }
}
