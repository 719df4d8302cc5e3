package dev.sluice.client.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.TaskCounts;
import dev.sluice.core.task.BatchStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a batch whose id another one has, or that comes again. */
final class TakenBatchTest extends ActionsTest {

  private static final String ONE =
      "{'batch': 'b', 'labels': {'team': 'blue'}, 'tasks': [{'id': 'a', 'type': 'noop'}]}";
  private static final String ONE_IN_OTHER_WORDS =
      "{'tasks': [{'type': 'noop', 'id': 'a'}],   'labels': {'team': 'blue'}, 'batch': 'b'}";
  private static final String OTHER =
      "{'batch': 'b', 'tasks': [{'id': 'b', 'type': 'noop'}, {'id': 'c', 'type': 'noop'}]}";
  private static final String TASK = "{'batch': 'b', 'task': {'id': 'a', 'type': 'noop'}}";

  private final BatchActions actions = actions(ActionSettings.DEFAULT);

  /** Some time later: nobody remembers what was submitted just before. */
  private BatchActions otherSession() {
    return actions(ActionSettings.DEFAULT);
  }

  private void record(Batch batch, BatchStatus status) {
    record(batch.id(), batch.options().labels(), status);
  }

  private void record(String batchId, Map<String, String> labels, BatchStatus status) {
    client.recorded.put(batchId, List.of());
    client.summaries.put(batchId, summary(batchId, labels, status));
  }

  private static BatchSummary summary(
      String batchId, Map<String, String> labels, BatchStatus status) {
    return new BatchSummary(
        batchId,
        null,
        status,
        null,
        1,
        labels,
        OptionalLong.of(1),
        new TaskCounts(0, 0, 0, 0, 0, 0, 0),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        1,
        1,
        DurationQuantiles.NONE,
        DurationQuantiles.NONE,
        List.of(),
        1_000_000,
        0,
        Duration.ofSeconds(1),
        0,
        List.of(),
        CriticalPath.NONE,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        0,
        0);
  }

  private void assertRefused(BatchActions session, String action, String arguments) {
    int before = client.submitted.size();
    List<ActionProblem> problems = failed(session, action, arguments);

    assertThat(problems).extracting(ActionProblem::code).containsExactly("BATCH_EXISTS");
    assertThat(problems).extracting(ActionProblem::place).containsExactly("batch");
    assertThat(problems.getFirst().message()).contains("choose another id");
    assertThat(client.submitted).as("published").hasSize(before);
  }

  @ParameterizedTest
  @EnumSource(BatchStatus.class)
  void anotherBatchOfATakenIdIsRefusedBeforeAnythingIsPublished(BatchStatus status) {
    done(actions, "add_batch", ONE);
    record(client.submitted.getFirst(), status);

    assertRefused(actions, "add_batch", OTHER);
    assertRefused(otherSession(), "add_batch", OTHER);
  }

  @Test
  void aBatchThatDidNotComeAsJsonIsAnotherOne() {
    record("b", Map.of(), BatchStatus.SUCCEEDED);

    assertRefused(actions, "add_batch", ONE);
  }

  @Test
  void anotherBatchThatComesAMomentLaterIsRefusedThoughNothingIsRecordedYet() {
    done(actions, "add_batch", ONE);

    assertRefused(actions, "add_batch", OTHER);
    assertRefused(actions, "add", TASK);
    assertThat(done(actions, "add_batch", ONE_IN_OTHER_WORDS).get("knownBefore").asBoolean())
        .isTrue();
  }

  @Test
  void theSameBatchAgainIsNoSecondOneAndIsToldAsItIsNow() {
    JsonNode first = done(actions, "add_batch", ONE);
    record(client.submitted.getFirst(), BatchStatus.OPEN);
    JsonNode held = done(actions, "add_batch", ONE_IN_OTHER_WORDS);
    record(client.submitted.getFirst(), BatchStatus.RUNNING);
    JsonNode running = done(actions, "add_batch", ONE);
    record(client.submitted.getFirst(), BatchStatus.SUCCEEDED);
    JsonNode ended = done(otherSession(), "add_batch", ONE);

    assertThat(client.submitted).hasSize(1);
    assertThat(first).isEqualTo(answer(true, false, "start"));
    assertThat(held).isEqualTo(answer(true, true, "start"));
    assertThat(running).isEqualTo(answer(false, true, "status"));
    assertThat(ended).isEqualTo(answer(false, true, "results"));
  }

  private JsonNode answer(boolean held, boolean knownBefore, String next) {
    return parsed(
        "{'batch': 'b', 'tasks': 1, 'held': %s, 'knownBefore': %s, 'next': '%s'}"
            .formatted(held, knownBefore, next));
  }

  @Test
  void aBatchThatBrokeOffHalfwayIsCompletedByTheSameOne() {
    done(actions, "add_batch", ONE);
    Batch broken = client.submitted.getFirst();
    record(broken, BatchStatus.OPEN);

    JsonNode again = done(otherSession(), "add_batch", ONE);

    assertThat(again.get("knownBefore").asBoolean()).isTrue();
    assertThat(client.submitted).hasSize(2);
    assertThat(client.submitted.getLast().options()).isEqualTo(broken.options());
    assertThat(client.submitted.getLast().tasks()).isEqualTo(broken.tasks());
  }

  @Test
  void aBatchThatWasMadeTaskByTaskIsAnotherOneToo() {
    done(actions, "add", TASK);
    assertRefused(actions, "add_batch", ONE);
    done(actions, "start", "{'batch': 'b'}");

    assertRefused(actions, "add_batch", ONE);
    assertRefused(actions, "add", TASK);
  }

  @Test
  void anIdIsFreeAgainWhenItsBatchWasCleared() {
    done(actions, "add_batch", ONE);
    done(actions, "clear", "{'batch': 'b'}");
    done(actions, "add_batch", OTHER);
    done(actions, "clear", "{'batch': 'b'}");
    done(actions, "add", TASK);

    assertThat(client.submitted).hasSize(2);
    assertThat(client.opened).containsKey("b");
  }

  @Test
  void ofTwoBatchesThatComeAtOnceOneIsRefused() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 50; i++) {
        String id = "'batch': 'b" + i + "'";
        Callable<ActionAnswer> one =
            () -> actions.perform("add_batch", parsed(ONE.replace("'batch': 'b'", id)));
        Callable<ActionAnswer> other =
            () -> actions.perform("add_batch", parsed(OTHER.replace("'batch': 'b'", id)));
        List<Future<ActionAnswer>> answers = threads.invokeAll(List.of(one, other));

        assertThat(answers.stream().map(Future::resultNow))
            .filteredOn(ActionAnswer.Failed.class::isInstance)
            .hasSize(1);
        assertThat(client.submitted).hasSize(i + 1);
      }
    }
  }
}
