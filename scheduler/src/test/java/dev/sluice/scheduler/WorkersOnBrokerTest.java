package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Answer;
import dev.sluice.records.AnswerCode;
import dev.sluice.records.Cancel;
import dev.sluice.records.Command;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Mode;
import dev.sluice.records.Open;
import dev.sluice.records.Pause;
import dev.sluice.records.Priority;
import dev.sluice.records.Query;
import dev.sluice.records.Submission;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What heartbeats do to a scheduler on a broker: explanations, adaptive windows, answers. */
@ExtendWith(KafkaExtension.class)
@Timeout(180)
class WorkersOnBrokerTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int BEFORE_SLOTS_ARE_KNOWN = 16;

  @TempDir Path directory;

  private String bootstrapServers;
  private Topics topics;
  private BatchOnBroker batches;
  private KafkaProducer<String, byte[]> producer;
  private int requests;

  @BeforeEach
  void createTopics(KafkaCluster cluster) {
    bootstrapServers = cluster.bootstrapServers();
    topics = new Topics("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    var catalogue = new TopicCatalogue(topics, 4, (short) 1, Set.of("default"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      assertThat(TopicAdmin.apply(admin, catalogue).refused()).isEmpty();
    }
    batches = new BatchOnBroker(bootstrapServers, topics);
    producer = ScriptedWorker.producer(bootstrapServers);
  }

  @AfterEach
  void close() {
    producer.close(Duration.ofSeconds(5));
    batches.close();
  }

  @Test
  void windowsAndExplanationsFollowTheLiveWorkers() {
    try (Scheduler scheduler = start()) {
      publishAdaptive("b", 100);
      awaitReleases(BEFORE_SLOTS_ARE_KNOWN);

      heartbeat("w1", 20);
      awaitReleases(40);
      assertThat(ask("b", "t0").getExplanations())
          .singleElement()
          .satisfies(explanation -> assertThat(explanation.getCode()).isEqualTo("NOT_TAKEN"));
      assertThat(ask("b", null).getExplanations()).hasSize(11);

      // The worker says nothing any more.
      await()
          .atMost(SOON)
          .until(() -> ask("b", "t0").getExplanations().getFirst().getCode().equals("NO_WORKER"));
    }
  }

  @Test
  void answersCommandsWithTheTransactionOfTheirDecision() {
    try (Scheduler scheduler = start()) {
      assertThat(command("b", new Pause()).getReason()).isEqualTo("UNKNOWN_BATCH");

      publishAdaptive("c", 3);
      awaitReleases(3);
      assertThat(cancel("c").getCode()).isEqualTo(AnswerCode.DONE);
      await().atMost(SOON).until(() -> batches.results("c").size() == 3);
      assertThat(cancel("c").getCode()).isEqualTo(AnswerCode.NOTHING_TO_DO);
    }
  }

  private Scheduler start() {
    SchedulerConfig config =
        SchedulerConfig.of(Map.of("bootstrap.servers", bootstrapServers), directory)
            .withTopics(topics)
            .withApplicationId("scheduler-" + topics.prefix())
            .withWorkerTimeout(Duration.ofSeconds(5));
    Scheduler scheduler = Scheduler.start(config);
    scheduler.awaitRunning(SOON);
    return scheduler;
  }

  private void publishAdaptive(String batchId, int tasks) {
    send(
        topics.command(),
        Command.class,
        Command.newBuilder()
            .setBatchId(batchId)
            .setAction(
                Open.newBuilder().setMode(Mode.ADAPTIVE).setExpectedTasks((long) tasks).build())
            .build(),
        batchId);
    for (Submission task : BatchOnBroker.independent(batchId, tasks)) {
      send(topics.submission(Priority.NORMAL), Submission.class, task, batchId);
    }
  }

  private void heartbeat(String workerId, int slots) {
    var heartbeat =
        Heartbeat.newBuilder()
            .setWorkerId(workerId)
            .setHost("h")
            .setStartedAt(0)
            .setAt(0)
            .setConcurrency(slots)
            .setTypes(List.of("noop"))
            .build();
    send(topics.worker(), Heartbeat.class, heartbeat, workerId);
  }

  private Answer ask(String batchId, String taskId) {
    String requestId = "q" + requests++;
    var query =
        Query.newBuilder()
            .setBatchId(batchId)
            .setTaskId(taskId)
            .setRequestId(requestId)
            .setLimit(10)
            .build();
    send(topics.query(), Query.class, query, batchId);
    return awaitAnswer(requestId);
  }

  private Answer cancel(String batchId) {
    return command(batchId, new Cancel(null, "enough"));
  }

  private Answer command(String batchId, Object action) {
    String requestId = "c" + requests++;
    var command =
        Command.newBuilder().setBatchId(batchId).setAction(action).setRequestId(requestId).build();
    send(topics.command(), Command.class, command, batchId);
    return awaitAnswer(requestId);
  }

  private Answer awaitAnswer(String requestId) {
    List<Answer> answers =
        await()
            .atMost(SOON)
            .until(
                () ->
                    batches.read(topics.answer(), Answer.class).stream()
                        .filter(answer -> answer.getRequestId().equals(requestId))
                        .toList(),
                found -> !found.isEmpty());
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private void awaitReleases(int number) {
    await()
        .atMost(SOON)
        .until(() ->
            batches
                    .read(
                        topics.release("default", Priority.NORMAL),
                        dev.sluice.records.Release.class)
                    .size()
                == number);
  }

  private <T extends SluiceRecord> void send(String topic, Class<T> type, T record, String key) {
    var unused = producer.send(new ProducerRecord<>(topic, key, TestRecords.encode(type, record)));
    producer.flush();
  }
}
