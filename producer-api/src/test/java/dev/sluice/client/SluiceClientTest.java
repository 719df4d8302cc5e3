package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.task.BatchStatus;
import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Command;
import dev.sluice.records.Open;
import dev.sluice.records.Priority;
import dev.sluice.records.Seal;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client on a real broker, with a scheduler that answers what the test says. */
@ExtendWith(KafkaExtension.class)
@Timeout(60)
final class SluiceClientTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int PARTITIONS = 3;
  private static final Topics TOPICS = new Topics("client-test.");

  private static KafkaCluster cluster;
  private static Map<String, Object> kafka;
  private static SluiceClient client;
  private static ScriptedScheduler scheduler;

  @BeforeAll
  static void connect() {
    kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      var unused =
          TopicAdmin.apply(
              admin, new TopicCatalogue(TOPICS, PARTITIONS, (short) 1, Set.of("default")));
    }
    client = SluiceClient.connect(kafka, TOPICS);
    scheduler = new ScriptedScheduler(kafka, TOPICS, PARTITIONS);
  }

  @AfterAll
  static void disconnect() {
    scheduler.close();
    client.close();
  }

  private static BatchBuilder three() {
    return Batch.named("three")
        .task("a", t -> t.type("echo"))
        .task("urgent-b", t -> t.type("echo").needs("a").priority(urgent()))
        .task("c", t -> t.type("echo").needs("a"));
  }

  private static dev.sluice.core.task.Priority urgent() {
    return dev.sluice.core.task.Priority.HIGH;
  }

  @Test
  void aBatchIsOpenedWithItsCountAndItsTasksGoToTheTopicsOfTheirPriorities() throws Exception {
    BatchHandle handle = client.submit(three().label("team", "blue").build());

    List<Command> commands = scheduler.commands(handle.batchId());
    assertThat(commands).hasSize(1);
    Open open = (Open) commands.get(0).getAction();
    assertThat(open.getExpectedTasks()).isEqualTo(3);
    assertThat(open.getLabels()).containsEntry("team", "blue");
    assertThat(scheduler.submissions(handle.batchId(), Priority.NORMAL))
        .extracting(Submission::getTaskId)
        .containsExactly("a", "c");
    assertThat(scheduler.submissions(handle.batchId(), Priority.HIGH))
        .allMatch(Submission::getAwaitOpen)
        .extracting(Submission::getTaskId)
        .containsExactly("urgent-b");
    handle.close();
  }

  @Test
  void anAwaitedBatchHasAllItsResultsEvenIfTheSummaryWasFaster() {
    BatchHandle handle = client.submit(three().build());
    List<Progress> told = Collections.synchronizedList(new ArrayList<>());
    handle.onProgress(told::add);

    scheduler.summary(handle.batchId(), dev.sluice.records.BatchStatus.SUCCEEDED, 3, 1);
    scheduler.results(handle.batchId(), TaskStatus.SUCCEEDED, "c", "urgent-b");
    scheduler.results(handle.batchId(), TaskStatus.SUCCEEDED, "a");
    BatchOutcome outcome = handle.await(SOON);

    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.summary().queueWait().p50()).isEqualTo(Duration.ofNanos(1_500_000));
    assertThat(outcome.summary().byPriority()).containsKey(dev.sluice.core.task.Priority.NORMAL);
    assertThat(told.getLast().done()).isEqualTo(3);
    assertThat(told.getLast().status()).isEqualTo(BatchStatus.SUCCEEDED);
    assertThat(handle.results(ResultOrder.UNORDERED).map(TaskResult::taskId))
        .containsExactly("c", "urgent-b", "a");
    assertThat(handle.results(ResultOrder.ORDERED).map(TaskResult::taskId))
        .containsExactly("a", "urgent-b", "c");
    assertThat(handle.results(ResultOrder.PRIORITY).map(TaskResult::taskId))
        .containsExactly("urgent-b", "a", "c");
    assertThat(handle.results(ResultOrder.STREAMING).map(TaskResult::outputText))
        .containsExactly("c", "urgent-b", "a");
  }

  @Test
  void aStreamGivesEachResultAsItArrivesAndEndsWithTheBatch() {
    BatchHandle handle = client.submit(three().build());
    Iterator<TaskResult> arriving = handle.results(ResultOrder.STREAMING).iterator();

    scheduler.results(handle.batchId(), TaskStatus.SUCCEEDED, "a");
    assertThat(arriving.next().taskId()).isEqualTo("a");
    scheduler.results(handle.batchId(), TaskStatus.FAILED, "c");
    assertThat(arriving.next().error().message()).isEqualTo("no <such> file");
    scheduler.results(handle.batchId(), TaskStatus.SUCCEEDED, "urgent-b");
    scheduler.summary(handle.batchId(), dev.sluice.records.BatchStatus.FAILED, 3, 1);

    assertThat(arriving.next().taskId()).isEqualTo("urgent-b");
    assertThat(arriving.hasNext()).isFalse();
    assertThat(handle.await(SOON).notSucceeded()).extracting(TaskResult::taskId).containsOnly("c");
  }

  @Test
  void aBatchThatWasSubmittedElsewhereIsReadFromItsBeginning() {
    BatchHandle submitted = client.submit(three().build());
    scheduler.results(submitted.batchId(), TaskStatus.SUCCEEDED, "c", "a");
    scheduler.summary(submitted.batchId(), dev.sluice.records.BatchStatus.RUNNING, 2, 1);

    try (SluiceClient other = SluiceClient.connect(kafka, TOPICS)) {
      BatchHandle handle = other.batch(submitted.batchId());

      assertThat(handle.status().succeeded()).isEqualTo(2);
      assertThat(handle.summary()).get().extracting("status").isEqualTo(BatchStatus.RUNNING);
      assertThat(handle.results(ResultOrder.ORDERED).map(TaskResult::taskId))
          .containsExactly("a", "c");
    }
  }

  @Test
  void aBatchThatRanTwiceIsNotTakenForEndedAfterItsFirstRound() {
    BatchHandle submitted = client.submit(three().build());
    String id = submitted.batchId();
    scheduler.results(id, TaskStatus.SUCCEEDED, "a", "urgent-b");
    scheduler.results(id, TaskStatus.FAILED, "c");
    scheduler.summary(id, dev.sluice.records.BatchStatus.FAILED, 3, 1);
    scheduler.summary(id, dev.sluice.records.BatchStatus.RUNNING, 2, 2);
    await().atMost(SOON).until(() -> recordedRound(id) == 2); // brokers end transactions by and by

    BatchHandle handle = client.batch(id);
    assertThatThrownBy(() -> handle.await(Duration.ofMillis(500)))
        .isInstanceOf(AwaitTimeoutException.class)
        .hasMessageContaining(" did not end in 500ms, ")
        .hasMessageContaining("await it again or cancel it");
    scheduler.again(id, "c", TaskStatus.SUCCEEDED, 2);
    scheduler.summary(id, dev.sluice.records.BatchStatus.SUCCEEDED, 3, 2);

    BatchOutcome outcome = handle.await(SOON);
    assertThat(outcome.summary().round()).isEqualTo(2);
    assertThat(outcome.notSucceeded()).isEmpty();
    assertThat(handle.results(ResultOrder.ORDERED)).hasSize(3);
  }

  private static int recordedRound(String batchId) {
    try (BatchHandle look = client.batch(batchId)) {
      var unused = look.status();
      return look.summary().map(BatchSummary::round).orElse(0);
    }
  }

  @Test
  void aBatchThatEndedBeforeItIsSubmittedAgainHasItsOldResults() {
    BatchHandle first = client.submit(three().id("nightly-1").build());
    scheduler.results("nightly-1", TaskStatus.SUCCEEDED, "a", "urgent-b", "c");
    scheduler.summary("nightly-1", dev.sluice.records.BatchStatus.SUCCEEDED, 3, 1);
    assertThat(first.await(SOON).succeeded()).isTrue();

    BatchHandle second = client.submit(three().id("nightly-1").build());

    assertThat(second.await(SOON).succeeded()).isTrue();
    assertThat(second.results(ResultOrder.ORDERED)).hasSize(3);
  }

  @Test
  void anUnknownBatchIsNotFound() {
    BatchHandle handle = client.batch("never-heard-of");

    assertThatThrownBy(handle::status)
        .isInstanceOf(BatchNotFoundException.class)
        .hasMessageContaining("never-heard-of");
    assertThatThrownBy(() -> handle.await(SOON)).isInstanceOf(BatchNotFoundException.class);
  }

  @Test
  void anOpenBatchTakesTasksUntilItIsSealed() throws Exception {
    OpenBatch open = client.openBatch(Batch.named("stream").open().build());
    open.submit("later", t -> t.type("echo").needs("first"));
    open.submit("first", t -> t.type("echo"));
    assertThatThrownBy(() -> open.submit("first", t -> t.type("echo")))
        .isInstanceOf(InvalidBatchException.class)
        .hasMessageContaining("used twice");
    BatchHandle handle = open.seal();

    assertThat(scheduler.submissions(open.batchId(), Priority.NORMAL)).hasSize(2);
    List<Command> commands = scheduler.commands(open.batchId());
    assertThat(((Open) commands.get(0).getAction()).getExpectedTasks()).isNull();
    assertThat(commands.get(1).getAction()).isEqualTo(new Seal(2L));
    assertThat(handle.status().total()).isEqualTo(2);
    assertThatThrownBy(() -> open.submit("third", t -> t.type("echo")))
        .hasMessageContaining("is sealed");
  }

  @Test
  void idsThatCanNotBeAreRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> client.pause("no spaces"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.cancelTask("b", "no spaces", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.explain("no spaces"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBatchOfWhichSomethingIsRecordedWasKnownBefore() {
    BatchHandle first = client.submit(three().id("known-1").build());
    assertThat(first.knownBefore()).isFalse();
    scheduler.summary("known-1", dev.sluice.records.BatchStatus.RUNNING, 3, 1);

    assertThat(first.status().status()).isEqualTo(BatchStatus.RUNNING);
    assertThat(first.knownBefore()).isFalse();
    assertThat(client.submit(three().id("known-1").build()).knownBefore()).isTrue();
    assertThat(client.submit(three().id("known-2").build()).knownBefore()).isFalse();
    assertThat(client.submit(three().build()).knownBefore()).isFalse();
  }

  @Test
  void aHundredThousandTasksAreSubmittedInSeconds() throws Exception {
    BatchBuilder large = Batch.named("large");
    for (int i = 0; i < 100_000; i++) {
      large.task("t" + i, t -> t.type("noop"));
    }
    Batch batch = large.build();
    long start = System.nanoTime();

    BatchHandle handle = client.submit(batch);

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("100,000 tasks were acknowledged in " + took);
    assertThat(took).isLessThan(Duration.ofSeconds(30));
    assertThat(scheduler.submissions(handle.batchId(), Priority.NORMAL)).hasSize(100_000);
  }

  @Test
  void topicsThatAreMissingOrDoNotFitAreNamedWithTheRemedy() throws Exception {
    assertThatThrownBy(() -> SluiceClient.connect(kafka, new Topics("nowhere.")))
        .isInstanceOf(TopicsNotReadyException.class)
        .hasMessageContaining("nowhere.submission.critical")
        .hasMessageContaining("sluice topics apply");

    Topics uneven = new Topics("uneven.");
    try (Admin admin = Admin.create(kafka)) {
      List<NewTopic> all = new ArrayList<>();
      for (Priority priority : Priority.values()) {
        all.add(new NewTopic(uneven.submission(priority), 1, (short) 1));
      }
      all.add(new NewTopic(uneven.command(), 1, (short) 1));
      all.add(new NewTopic(uneven.result(), 2, (short) 1));
      all.add(new NewTopic(uneven.summary(), 1, (short) 1));
      all.add(new NewTopic(uneven.query(), 1, (short) 1));
      all.add(new NewTopic(uneven.answer(), 1, (short) 1));
      admin.createTopics(all).all().get();
    }
    assertThatThrownBy(() -> SluiceClient.connect(kafka, uneven))
        .isInstanceOf(TopicsNotReadyException.class)
        .hasMessageContaining("uneven.result=2")
        .hasMessageContaining("sluice topics verify");
  }

  @Test
  void brokersThatDoNotAnswerAreNamed() {
    Map<String, Object> nowhere =
        Map.of(
            "bootstrap.servers", "127.0.0.1:1",
            "default.api.timeout.ms", 1000,
            "request.timeout.ms", 500);

    assertThatThrownBy(() -> SluiceClient.connect(nowhere, TOPICS))
        .isInstanceOf(BrokerUnreachableException.class)
        .hasMessageContaining("127.0.0.1:1");
  }
}
