package dev.sluice.cli.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunResultsTest {

  private static final FileOrder NOBODY = new FileOrder(List.of());

  @TempDir Path folder;

  @Test
  void resultsComeBackAsTheyWereInTheOrderThatIsWanted() throws IOException {
    TaskResult third = result("c", Priority.HIGH, "x".repeat(200_000));
    TaskResult first = result("a", Priority.NORMAL, "out");
    TaskResult spawned = result("z/2", Priority.LOW, "");
    TaskResult alsoSpawned = result("z/1", Priority.CRITICAL, "");
    TaskResult second =
        new TaskResult(
            "batch",
            "b",
            1,
            "na\u00efve",
            TaskStatus.FAILED,
            "ATTEMPTS_EXHAUSTED",
            null,
            new TaskError("Boom", null, true),
            4,
            3,
            1,
            2,
            3,
            4,
            5,
            "w",
            "exec",
            "g",
            Priority.LOW,
            "before/b",
            new TaskChain(12_345, 3, "a"));
    var order = new FileOrder(List.of(task("a"), task("b"), task("c", "a"), task("never")));
    try (RunResults results = RunResults.all(order, folder)) {
      Stream.of(third, first, spawned, second, alsoSpawned).forEach(results);

      assertThat(results.inOrder(ResultOrder.ORDERED))
          .containsExactly(first, second, third, alsoSpawned, spawned);
      assertThat(results.inOrder(ResultOrder.UNORDERED))
          .containsExactly(third, first, spawned, second, alsoSpawned);
      assertThat(results.inOrder(ResultOrder.PRIORITY))
          .containsExactly(alsoSpawned, third, first, second, spawned);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLaterRoundTakesThePlaceOfTheEarlier() throws IOException {
    TaskResult later = result("a", Priority.NORMAL, "now");
    var order = new FileOrder(List.of(task("a")));
    try (RunResults results = RunResults.all(order, folder)) {
      results.accept(failed("a"));
      assertThat(results.failures().all()).isEqualTo(1);

      results.accept(later);

      assertThat(results.inOrder(ResultOrder.ORDERED)).containsExactly(later);
      assertThat(results.failures().all()).isZero();
      assertThat(results.products().first()).containsExactly(later);
    }
  }

  @Test
  void theFirstOfTheFileAreShownWhateverArrivesFirst() throws IOException {
    List<TaskSpec> tasks = IntStream.range(0, 100).mapToObj(i -> task("t" + i)).toList();
    try (RunResults results = RunResults.shown(new FileOrder(tasks))) {
      IntStream.range(0, 100).map(i -> 99 - i).forEach(i -> results.accept(failed("t" + i)));

      assertThat(results.failures().all()).isEqualTo(100);
      assertThat(results.failures().first())
          .extracting(TaskResult::taskId)
          .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "t" + i).toList());
      assertThat(results.inOrder(ResultOrder.ORDERED)).isEmpty();
    }
  }

  @Test
  void whatOthersTakeInIsNoProduct() throws IOException {
    var order = new FileOrder(List.of(task("a"), task("b", "a"), task("blank")));
    try (RunResults results = RunResults.shown(order)) {
      results.accept(result("a", Priority.NORMAL, "for b"));
      results.accept(result("blank", Priority.NORMAL, " \n"));
      results.accept(result("b", Priority.NORMAL, "product"));

      assertThat(results.products().all()).isEqualTo(1);
      assertThat(results.products().first().getFirst().taskId()).isEqualTo("b");
    }
  }

  @Test
  void aFolderThatCanNotBeWrittenIsToldToTheOneWhoWantsTheFile() {
    Path missing = folder.resolve("missing");

    assertThat(Files.exists(missing)).isFalse();
    assertThatThrownBy(() -> RunResults.all(NOBODY, missing)).isInstanceOf(IOException.class);
  }

  private static TaskResult failed(String id) {
    return new TaskResult(
        "batch",
        id,
        0,
        null,
        TaskStatus.FAILED,
        "R",
        null,
        new TaskError("Boom", "m", false),
        1,
        0,
        1,
        2,
        3,
        4,
        5,
        null,
        "noop",
        null,
        Priority.NORMAL,
        null,
        TaskChain.NONE);
  }

  private static TaskResult result(String id, Priority priority, String output) {
    Content content = new Content(output.getBytes(StandardCharsets.UTF_8), "text/plain");
    return new TaskResult(
        "batch",
        id,
        1,
        null,
        TaskStatus.SUCCEEDED,
        null,
        content,
        null,
        1,
        0,
        1,
        2,
        3,
        4,
        5,
        "w",
        "noop",
        null,
        priority,
        null,
        TaskChain.NONE);
  }

  private static TaskSpec task(String id, String... needs) {
    return new TaskSpec(
        id,
        null,
        "noop",
        Content.EMPTY,
        List.of(needs),
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        null,
        true,
        Map.of(),
        true,
        0);
  }
}
