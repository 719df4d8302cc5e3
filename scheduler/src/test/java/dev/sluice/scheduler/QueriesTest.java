package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.records.Answer;
import dev.sluice.records.AnswerCode;
import dev.sluice.records.Explanation;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Query;
import dev.sluice.records.Release;
import dev.sluice.records.RunningTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks why something does not run gets one answer, and nothing changes. */
class QueriesTest {

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void explainsTheBatchAndItsTasksThatHaveNotEnded() {
    flow.open("b", 2);
    flow.submit(task("b", "first"), task("b", "second", "first"));

    Answer answer = answer(query("b"));

    assertThat(answer.getBatchId()).isEqualTo("b");
    assertThat(answer.getRequestId()).isEqualTo("q");
    assertThat(answer.getCode()).isEqualTo(AnswerCode.DONE);
    assertThat(answer.getNext()).isNull();
    assertThat(answer.getExplanations())
        .extracting(Explanation::getTaskId, Explanation::getStatus, Explanation::getCode)
        .containsExactly(
            tuple(null, "RUNNING", "WAITS_FOR_TASKS"),
            tuple("first", "RELEASED", "WORKERS_UNKNOWN"),
            tuple("second", "PENDING", "WAITS_FOR_NEEDS"));
    assertThat(answer.getExplanations().getLast().getText()).contains("first");
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  void knowsWhatWorkersSay() {
    flow.open("b", 2);
    flow.submit(task("b", "t"), task("b", "odd").setType("python"));
    Release release = flow.releases().getFirst();
    assertThat(release.getTaskId()).isEqualTo("t");
    flow.workers().heard(heartbeat(release), 0, 0);
    flow.workers().look(0);

    assertThat(only(query("b").setTaskId("t")).getText()).contains("attempt 2 runs on w1");
    assertThat(only(query("b").setTaskId("t")).getStatus()).isEqualTo("RUNNING");
    assertThat(only(query("b").setTaskId("odd")).getCode()).isEqualTo("NO_WORKER_FOR_TYPE");

    flow.workers().left("w1");
    flow.workers().look(0);
    assertThat(only(query("b").setTaskId("t")).getCode()).isEqualTo("NO_WORKER");
  }

  @Test
  void answersAboutWhatNobodyKnows() {
    Answer batch = answer(query("unknown"));
    assertThat(batch.getCode()).isEqualTo(AnswerCode.NOTHING_TO_DO);
    assertThat(batch.getReason()).isEqualTo("UNKNOWN_BATCH");

    flow.open("b", 1);
    Answer task = answer(query("b").setTaskId("nobody"));
    assertThat(task.getCode()).isEqualTo(AnswerCode.NOTHING_TO_DO);
    assertThat(task.getReason()).isEqualTo("UNKNOWN_TASK");

    Answer id = answer(query("no batch id"));
    assertThat(id.getCode()).isEqualTo(AnswerCode.REFUSED);
    assertThat(id.getReason()).isEqualTo("INVALID_ID");
  }

  @Test
  void givesALargeBatchInPages() {
    int size = 250;
    flow.open("b", size);
    IntStream.range(0, size).forEach(i -> flow.submit(task("b", "t%03d".formatted(i))));

    assertThat(pages(query("b").setLimit(100)))
        .isEqualTo(IntStream.range(0, size).mapToObj("t%03d"::formatted).toList());
  }

  @Test
  void anAnswerThatDoesNotFitIntoItsTopicIsAPage() {
    int size = 900;
    String[] needs =
        IntStream.range(0, 5).mapToObj(i -> "n".repeat(199) + i).toArray(String[]::new);
    flow.open("b", size + needs.length);
    IntStream.range(0, size)
        .forEach(i -> flow.submit(task("b", "t".repeat(196) + "%04d".formatted(i), needs)));

    List<String> tasks = pages(query("b").setLimit(1000));

    assertThat(tasks).filteredOn(id -> id.startsWith("t")).hasSize(size).doesNotHaveDuplicates();
  }

  /** The tasks of all pages; each but the last is followed. */
  private List<String> pages(Query.Builder query) {
    List<String> tasks = new ArrayList<>();
    String next = null;
    for (int page = 0; page < 20; page++) {
      Answer answer = answer(query.setAfter(next));
      answer.getExplanations().stream()
          .map(Explanation::getTaskId)
          .filter(id -> id != null)
          .forEach(tasks::add);
      next = answer.getNext();
      if (next == null) {
        assertThat(page).as("pages after the first").isPositive();
        return tasks;
      }
    }
    throw new AssertionError("no end of pages");
  }

  private Explanation only(Query.Builder query) {
    Answer answer = answer(query);
    assertThat(answer.getExplanations()).hasSize(1);
    return answer.getExplanations().getFirst();
  }

  private Answer answer(Query.Builder query) {
    flow.query(query);
    List<Answer> answers = flow.answers();
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  private static Query.Builder query(String batchId) {
    return Query.newBuilder().setBatchId(batchId).setRequestId("q");
  }

  private Heartbeat heartbeat(Release release) {
    return Heartbeat.newBuilder()
        .setWorkerId("w1")
        .setHost("h")
        .setStartedAt(0)
        .setAt(0)
        .setConcurrency(4)
        .setTypes(List.of("noop"))
        .setRunning(
            List.of(
                RunningTask.newBuilder()
                    .setBatchId("b")
                    .setTaskId(release.getTaskId())
                    .setReleaseNumber(release.getReleaseNumber())
                    .setAttempt(2)
                    .setStartedAt(flow.now())
                    .build()))
        .build();
  }
}
