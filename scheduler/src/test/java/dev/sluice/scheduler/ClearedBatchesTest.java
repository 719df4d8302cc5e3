package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.records.Answer;
import dev.sluice.records.AnswerCode;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Clear;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that is cleared leaves nothing, and its id can be used again. */
class ClearedBatchesTest {

  /** All tables but the trace of an id that was used and its timer. */
  private static final String TABLES = "BOTSPEQWARMX";

  @TempDir Path stateDirectory;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
    flow.passTime(Duration.ofMillis(5)); // no work is left over from before
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void takesResultsAndSummaryAway() {
    runDiamond("b");
    flow.results();
    flow.summaries();

    flow.command("b", new Clear(), "r1");

    assertThat(flow.tombstones(TOPICS.result()))
        .containsExactlyInAnyOrder("b/top", "b/left", "b/right", "b/join");
    assertThat(flow.tombstones(TOPICS.summary())).containsExactly("b");
    assertThat(flow.answers())
        .singleElement()
        .satisfies(answer -> assertThat(answer.getCode()).isEqualTo(AnswerCode.DONE));
    assertNothingIsLeft();
    flow.passTime(Duration.ofSeconds(2));
    assertThat(flow.records(TOPICS.summary())).as("no summary comes after it").isEmpty();
  }

  @Test
  void aBatchOfTheSameIdBeginsAnew() {
    runDiamond("b");
    flow.command("b", new Clear());
    flow.results();
    flow.summaries();

    runDiamond("b");

    assertThat(flow.results())
        .extracting(Result::getTaskId, Result::getStatus)
        .containsExactlyInAnyOrder(
            tuple("top", TaskStatus.SUCCEEDED),
            tuple("left", TaskStatus.FAILED),
            tuple("right", TaskStatus.SUCCEEDED),
            tuple("join", TaskStatus.SKIPPED));
    Summary last = flow.summaries().getLast();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(last.getCounts().getTotal()).isEqualTo(4);
    assertThat(last.getCounts().getFailed()).isEqualTo(1);
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  void refusesToClearWhatHasNotEnded() {
    flow.open("b", 1);
    flow.submit(task("b", "t"));

    flow.command("b", new Clear(), "r1");

    Answer answer = flow.answers().getFirst();
    assertThat(answer.getCode()).isEqualTo(AnswerCode.REFUSED);
    assertThat(answer.getReason()).isEqualTo("NOT_ENDED");
    flow.runAll();
    assertThat(flow.results()).hasSize(1);
  }

  @Test
  void hasNothingToDoForABatchThatNobodyKnows() {
    flow.command("b", new Clear(), "r1");

    Answer answer = flow.answers().getFirst();
    assertThat(answer.getCode()).isEqualTo(AnswerCode.NOTHING_TO_DO);
    assertThat(answer.getReason()).isEqualTo("UNKNOWN_BATCH");
  }

  @Test
  void answersOnceALargeBatchIsGone() {
    int size = 3_000;
    flow.open("b", size);
    IntStream.range(0, size).forEach(i -> flow.submit(task("b", "t" + i)));
    flow.runAll();
    flow.passTime(Duration.ofMillis(100));
    flow.results();

    flow.command("b", new Clear(), "r1");
    assertThat(flow.answers()).isEmpty();
    int tombstones = flow.tombstones(TOPICS.result()).size();
    assertThat(tombstones).isLessThan(size);
    for (int tick = 0; tick < 100 && flow.rows('B') > 0; tick++) {
      assertThat(flow.answers()).isEmpty();
      flow.passTime(Duration.ofMillis(5));
    }

    assertThat(flow.answers())
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.getRequestId()).isEqualTo("r1");
          assertThat(answer.getCode()).isEqualTo(AnswerCode.DONE);
        });
    assertThat(tombstones + flow.tombstones(TOPICS.result()).size()).isEqualTo(size);
    assertNothingIsLeft();
  }

  @Test
  void goesOnWithClearingAfterARestart() {
    int size = 3_000;
    flow.open("b", size);
    IntStream.range(0, size).forEach(i -> flow.submit(task("b", "t" + i)));
    flow.runAll();
    flow.command("b", new Clear());

    flow.restart();
    assertThat(flow.rows('T')).isPositive();
    for (int tick = 0; tick < 100; tick++) {
      flow.passTime(Duration.ofMillis(5));
    }

    assertNothingIsLeft();
    assertThat(flow.tombstones(TOPICS.summary())).containsExactly("b");
  }

  @Test
  void clearsWhatHasEndedWhenItsTimeIsOver() {
    runDiamond("b");
    flow.passTime(Duration.ofDays(29));
    assertThat(flow.tombstones(TOPICS.result())).isEmpty();
    flow.restart();

    flow.passTime(Duration.ofDays(1).plusSeconds(1));
    flow.passTime(Duration.ofSeconds(1));

    assertThat(flow.tombstones(TOPICS.result())).hasSize(4);
    assertThat(flow.tombstones(TOPICS.summary())).containsExactly("b");
    assertNothingIsLeft();
  }

  @Test
  void givesABatchUpThatDoesNotBecomeComplete() {
    flow.open("b", 2);
    flow.submit(task("b", "t"));
    flow.runAll();
    flow.results();
    flow.passTime(Duration.ofHours(23));
    assertThat(flow.summaries().getLast().getStatus()).isEqualTo(BatchStatus.RUNNING);

    flow.passTime(Duration.ofHours(2));

    Summary last = flow.summaries().getLast();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.FAILED);
    assertThat(last.getReason()).isEqualTo("INCOMPLETE");
    assertThat(last.getCounts().getSucceeded()).isEqualTo(1);
  }

  /** One of four tasks fails, and one is skipped for it. */
  private void runDiamond(String batchId) {
    flow.open(batchId, 4);
    flow.submit(
        task(batchId, "join", "left", "right"),
        task(batchId, "left", "top"),
        task(batchId, "right", "top"),
        task(batchId, "top"));
    for (List<Release> all = flow.releases(); !all.isEmpty(); all = flow.releases()) {
      for (Release release : all) {
        boolean fails = release.getTaskId().equals("left");
        flow.report(release, fails ? TaskStatus.FAILED : TaskStatus.SUCCEEDED);
      }
    }
  }

  private void assertNothingIsLeft() {
    TABLES
        .chars()
        .forEach(table ->
            assertThat(flow.rows((char) table)).as("rows of table %c", (char) table).isZero());
  }
}
