package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import dev.sluice.records.Answer;
import dev.sluice.records.AnswerCode;
import dev.sluice.records.Cancel;
import dev.sluice.records.Clear;
import dev.sluice.records.Command;
import dev.sluice.records.Pause;
import dev.sluice.records.Query;
import dev.sluice.records.RetryFailed;
import dev.sluice.records.Seal;
import dev.sluice.records.Start;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands and questions on a real broker, answered as the test says. */
@ExtendWith(KafkaExtension.class)
@Timeout(60)
final class AnsweredCommandsTest {

  private static final int PARTITIONS = 3;
  private static final Topics TOPICS = new Topics("answered-test.");
  private static final Topics SILENT = new Topics("silent-test.");
  private static final List<Command> obeyed = Collections.synchronizedList(new ArrayList<>());
  private static final List<Query> asked = Collections.synchronizedList(new ArrayList<>());

  private static KafkaCluster cluster;
  private static Map<String, Object> kafka;
  private static ScriptedAnswers scheduler;
  private static SluiceClient client;

  @BeforeAll
  static void connect() {
    kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
    try (Admin admin = Admin.create(kafka)) {
      for (Topics topics : List.of(TOPICS, SILENT)) {
        var unused =
            TopicAdmin.apply(
                admin, new TopicCatalogue(topics, PARTITIONS, (short) 1, Set.of("default")));
      }
    }
    scheduler =
        new ScriptedAnswers(
            kafka, TOPICS, PARTITIONS, AnsweredCommandsTest::answer, AnsweredCommandsTest::explain);
    client = SluiceClient.connect(kafka, TOPICS);
  }

  @AfterAll
  static void disconnect() {
    client.close();
    scheduler.close();
  }

  private static Answer.Builder answer(Command command) {
    obeyed.add(command);
    return switch (command.getAction()) {
      case Clear clear ->
          Answer.newBuilder()
              .setCode(AnswerCode.REFUSED)
              .setReason("NOT_ENDED")
              .setDetail("the batch is RUNNING");
      case Cancel cancel when cancel.getTaskId() != null ->
          Answer.newBuilder().setCode(AnswerCode.NOTHING_TO_DO).setReason("UNKNOWN_TASK");
      case Pause pause -> Answer.newBuilder().setCode(AnswerCode.UNKNOWN);
      default -> Answer.newBuilder().setCode(AnswerCode.DONE);
    };
  }

  /** A batch of 250 tasks that wait; t7 alone is running. */
  private static Answer.Builder explain(Query query) {
    asked.add(query);
    if (query.getBatchId().startsWith("never")) {
      return Answer.newBuilder().setCode(AnswerCode.REFUSED).setReason("UNKNOWN_BATCH");
    }
    if (query.getTaskId() != null) {
      return query.getTaskId().equals("t7")
          ? Answer.newBuilder()
              .setCode(AnswerCode.DONE)
              .setExplanations(List.of(about("t7", "RUNNING", "RUNS", "runs on w1")))
          : Answer.newBuilder()
              .setCode(AnswerCode.DONE)
              .setExplanations(
                  List.of(about(query.getTaskId(), "UNKNOWN", "UNKNOWN_TASK", "not submitted")));
    }
    int from = query.getAfter() == null ? 0 : Integer.parseInt(query.getAfter());
    int to = Math.min(250, from + query.getLimit());
    List<dev.sluice.records.Explanation> found = new ArrayList<>();
    if (from == 0) {
      found.add(about(null, "PAUSED", "PAUSED", "the batch is paused"));
    }
    IntStream.range(from, to)
        .mapToObj(i -> about("t" + i, "PENDING", "WAITS_FOR_NEEDS", "waits for a"))
        .forEach(found::add);
    return Answer.newBuilder()
        .setCode(AnswerCode.DONE)
        .setExplanations(found)
        .setNext(to == 250 ? null : Integer.toString(to));
  }

  private static dev.sluice.records.Explanation about(
      String taskId, String status, String code, String text) {
    return new dev.sluice.records.Explanation(taskId, status, code, text);
  }

  @Test
  void everyCommandSaysWhatBecameOfIt() {
    assertThat(client.start("b-1")).isEqualTo(new CommandAnswer.Done("b-1"));
    assertThat(client.seal("b-1", 7)).isEqualTo(new CommandAnswer.Done("b-1"));
    assertThat(client.cancel("b-1", "too late")).isEqualTo(new CommandAnswer.Done("b-1"));
    assertThat(client.retryFailed("b-1")).isEqualTo(new CommandAnswer.Done("b-1"));
    assertThat(client.cancelTask("b-1", "t/9", null))
        .isEqualTo(new CommandAnswer.NothingToDo("b-1", "UNKNOWN_TASK"));
    assertThat(client.clear("b-1"))
        .isEqualTo(new CommandAnswer.Refused("b-1", "NOT_ENDED", "the batch is RUNNING"));
    assertThat(client.pause("b-1"))
        .isInstanceOf(CommandAnswer.Refused.class)
        .asString()
        .contains("upgrade this client");

    assertThat(obeyed)
        .filteredOn(command -> command.getBatchId().equals("b-1"))
        .extracting(Command::getAction)
        .containsExactly(
            new Start(),
            new Seal(7L),
            new Cancel(null, "too late"),
            new RetryFailed(),
            new Cancel("t/9", null),
            new Clear(),
            new Pause());
  }

  @Test
  void threadsThatCommandAtOnceEachGetTheirOwnAnswer() {
    List<CompletableFuture<CommandAnswer>> answers =
        IntStream.range(0, 40)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> i % 2 == 0 ? client.start("many-" + i) : client.clear("many-" + i)))
            .toList();

    for (int i = 0; i < answers.size(); i++) {
      CommandAnswer answer = answers.get(i).join();
      assertThat(answer.batchId()).isEqualTo("many-" + i);
      assertThat(answer instanceof CommandAnswer.Done).isEqualTo(i % 2 == 0);
    }
  }

  @Test
  void aBatchIsExplainedPageByPageAndOnlyAsFarAsItIsRead() {
    List<Explanation> all = client.explain("paged").toList();

    assertThat(all).hasSize(251);
    assertThat(all.getFirst())
        .isEqualTo(new Explanation("paged", null, "PAUSED", "PAUSED", "the batch is paused"));
    assertThat(all.stream().skip(1)).extracting(Explanation::taskId).doesNotHaveDuplicates();
    assertThat(asked).filteredOn(query -> query.getBatchId().equals("paged")).hasSize(3);

    assertThat(client.explain("some").limit(20)).hasSize(20);
    assertThat(asked).filteredOn(query -> query.getBatchId().equals("some")).hasSize(1);
  }

  @Test
  void aTaskIsExplainedAlone() {
    assertThat(client.explain("b-2", "t7"))
        .isEqualTo(new Explanation("b-2", "t7", "RUNNING", "RUNS", "runs on w1"));
    assertThatThrownBy(() -> client.explain("b-2", "nobody"))
        .isInstanceOf(TaskNotFoundException.class)
        .hasMessage("batch b-2: the scheduler knows no task \"nobody\" of it; check the id");
    assertThatThrownBy(() -> client.explain("never-heard"))
        .isInstanceOf(BatchNotFoundException.class)
        .hasMessageContaining("never-heard");
    assertThatThrownBy(() -> client.explain("never-heard", "t7"))
        .isInstanceOf(BatchNotFoundException.class);
  }

  @Test
  void withoutASchedulerTheCommandIsRecordedAndTheRemedyNamed() throws Exception {
    try (SluiceClient alone = SluiceClient.connect(kafka, SILENT, Duration.ofMillis(700));
        ScriptedScheduler silent = new ScriptedScheduler(kafka, SILENT, PARTITIONS)) {
      assertThatThrownBy(() -> alone.cancel("b-3", null))
          .isInstanceOf(SchedulerUnreachableException.class)
          .hasMessage(
              "batch b-3: no scheduler answered in 700ms; start one (sluice scheduler) or wait until it has restored its state, the command is recorded and will be obeyed");
      assertThatThrownBy(() -> alone.explain("b-3"))
          .isInstanceOf(SchedulerUnreachableException.class)
          .hasMessageContaining("then ask again");

      List<Command> commands = silent.commands("b-3");
      assertThat(commands).extracting(Command::getAction).containsExactly(new Cancel(null, null));
      assertThat(commands.getFirst().getRequestId()).isNotBlank();
    }
  }

  @Test
  void submittingAndSealingDoesNotWaitForAnAnswer() {
    try (SluiceClient alone = SluiceClient.connect(kafka, SILENT)) {
      OpenBatch open = alone.openBatch(Batch.named("quiet").open().build());
      open.submit("a", t -> t.type("noop"));

      assertThat(open.seal().batchId()).isEqualTo(open.batchId());
    }
  }

  @Test
  void whoWaitsForAnAnswerIsToldThatTheClientWasClosed() throws Exception {
    SluiceClient closing = SluiceClient.connect(kafka, SILENT);
    CompletableFuture<CommandAnswer> waiting =
        CompletableFuture.supplyAsync(() -> closing.start("b-4"));
    try (ScriptedScheduler silent = new ScriptedScheduler(kafka, SILENT, PARTITIONS)) {
      while (silent.commands("b-4").isEmpty()) {
        Thread.onSpinWait();
      }
    }

    closing.close();

    assertThatThrownBy(waiting::join).hasMessageContaining("the client was closed");
    assertThatThrownBy(() -> closing.start("b-4")).hasMessageContaining("closing");
  }
}
