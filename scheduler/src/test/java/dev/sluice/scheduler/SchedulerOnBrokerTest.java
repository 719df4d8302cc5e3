package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Priority;
import dev.sluice.records.Summary;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class SchedulerOnBrokerTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;

  private String bootstrapServers;
  private Topics topics;
  private BatchOnBroker batches;

  @BeforeEach
  void createTopics(KafkaCluster cluster) {
    bootstrapServers = cluster.bootstrapServers();
    topics = new Topics("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    try (Admin admin = admin()) {
      assertThat(TopicAdmin.apply(admin, catalogue()).refused()).isEmpty();
    }
    batches = new BatchOnBroker(bootstrapServers, topics);
  }

  @AfterEach
  void close() {
    batches.close();
  }

  @Test
  void runsAFanOutAndAFanIn() throws Exception {
    try (Scheduler scheduler = start("state");
        var worker = new ScriptedWorker(bootstrapServers, topics)) {
      batches.publish("fan", BatchOnBroker.fan("fan", 200));
      batches.publish("diamond", BatchOnBroker.fan("diamond", 2));

      awaitFinal("fan", 202);
      awaitFinal("diamond", 4);
      assertThat(worker.executed()).isEqualTo(206);
      assertThat(scheduler.counts()).containsEntry("result-succeeded", 206L);
    }
  }

  @Test
  void goesOnAfterARestartOnItsState() throws Exception {
    restartInMidBatch("state", "state");
  }

  @Test
  void goesOnAfterARestartWithoutAnyState() throws Exception {
    restartInMidBatch("state", "empty");
  }

  private void restartInMidBatch(String firstState, String secondState) throws Exception {
    int length = 60;
    try (var worker = new ScriptedWorker(bootstrapServers, topics)) {
      try (Scheduler scheduler = start(firstState)) {
        batches.publish("chain", BatchOnBroker.chain("chain", length));
        batches.publish("wide", BatchOnBroker.fan("wide", 500));
        await().atMost(SOON).until(() -> worker.executed() > 20);
      }
      try (Scheduler scheduler = start(secondState)) {
        awaitFinal("chain", length);
        awaitFinal("wide", 502);
      }
    }
  }

  @Test
  void refusesToStartWithoutItsTopicsAndSaysWhatToDo() {
    var config =
        SchedulerConfig.of(Map.of("bootstrap.servers", bootstrapServers), directory)
            .withTopics(new Topics("absent."));

    assertThatThrownBy(() -> Scheduler.start(config))
        .isInstanceOf(SchedulerStartException.class)
        .hasMessageContaining("topics is there, the first is absent.submission.critical")
        .hasMessageContaining("sluice topics apply");
  }

  @Test
  void refusesToStartWhenOneTopicHasAnotherNumberOfPartitions() throws Exception {
    try (Admin admin = admin()) {
      String topic = topics.submission(Priority.LOW);
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5))).all().get();
      await()
          .atMost(SOON)
          .until(() ->
              admin
                      .describeTopics(Set.of(topic))
                      .allTopicNames()
                      .get()
                      .get(topic)
                      .partitions()
                      .size()
                  == 5);
    }

    assertThatThrownBy(() -> start("state"))
        .isInstanceOf(SchedulerStartException.class)
        .hasMessageContaining(topics.submission(Priority.LOW) + " has 5 partitions");
  }

  @Test
  void refusesAStateDirectoryThatIsInUseOrNotWritable() throws Exception {
    try (Scheduler scheduler = start("state")) {
      assertThatThrownBy(() -> start("state"))
          .isInstanceOf(SchedulerStartException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    Files.writeString(directory.resolve("file"), "no directory");
    assertThatThrownBy(() -> start("file"))
        .isInstanceOf(SchedulerStartException.class)
        .hasMessageContaining("can't be written");
  }

  @Test
  @DisplayName("B54 a second scheduler of the group with other pools or another prefix is refused")
  void refusesOtherPoolsThanTheSchedulersOfItsGroupHave() {
    var others = new Topics("other-" + topics.prefix());
    try (Admin admin = admin()) {
      Set<String> both = Set.of("default", "gpu");
      TopicAdmin.apply(admin, new TopicCatalogue(topics, 4, (short) 1, both));
      TopicAdmin.apply(admin, new TopicCatalogue(others, 4, (short) 1, Set.of("default")));
    }
    try (Scheduler scheduler = start("state")) {
      for (SchedulerConfig other :
          List.of(
              config("second").withPools(Set.of("default", "gpu")),
              config("second").withTopics(others))) {
        assertThatThrownBy(() -> Scheduler.start(other).close())
            .isInstanceOf(SchedulerStartException.class)
            .hasMessageContaining("Another scheduler of the group " + other.applicationId())
            .hasMessageContaining("sluice.pools")
            .hasMessageContaining("give all of them the same");
      }
      try (Scheduler same = Scheduler.start(config("second"))) {
        same.awaitRunning(SOON);
        assertThat(scheduler.failed()).isFalse();
      }
    }
    // Nobody is left: what they all have in common may change.
    try (Scheduler changed =
        Scheduler.start(config("second").withPools(Set.of("default", "gpu")))) {
      changed.awaitRunning(SOON);
    }
  }

  private SchedulerConfig config(String stateDirectory) {
    return SchedulerConfig.of(
            Map.of("bootstrap.servers", bootstrapServers), directory.resolve(stateDirectory))
        .withTopics(topics)
        .withApplicationId("scheduler-" + topics.prefix());
  }

  private Scheduler start(String stateDirectory) {
    Scheduler scheduler = Scheduler.start(config(stateDirectory));
    scheduler.awaitRunning(SOON);
    return scheduler;
  }

  private void awaitFinal(String batchId, int tasks) {
    await()
        .atMost(SOON)
        .until(() ->
            batches.summaries(batchId).stream()
                .anyMatch(summary -> summary.getStatus() == BatchStatus.SUCCEEDED));
    List<Summary> finals =
        batches.summaries(batchId).stream()
            .filter(summary -> summary.getStatus() == BatchStatus.SUCCEEDED)
            .toList();
    assertThat(finals)
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.getCounts().getTotal()).isEqualTo(tasks);
          assertThat(summary.getCounts().getSucceeded()).isEqualTo(tasks);
          assertThat(summary.getExpectedTasks()).isEqualTo(tasks);
        });
    assertThat(batches.results(batchId)).hasSize(tasks);
  }

  private TopicCatalogue catalogue() {
    return new TopicCatalogue(topics, 4, (short) 1, Set.of("default"));
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }
}
