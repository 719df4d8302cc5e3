package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tasks hand on to those that need them. */
class DataFlowTest {

  private static final String SPLIT = "{\"path\":[\"in/1.csv\",\"in/2.csv\"],\"size\":12}";

  @Test
  void aTaskGetsThePartOfAnOutputThatItAsksFor() {
    Story story =
        new Story()
            .submitted("split")
            .submitted(asking("{\"x\":\"${split.output#/path/1} of ${split.output#/size}\"}", true))
            .succeeded("split", SPLIT);
    assertThat(story.payloadOf("asks")).isEqualTo("{\"x\":\"in/2.csv of 12\"}");
  }

  @Test
  void withoutInputsOutputsTravelInPlaceholdersOnly() {
    Story story =
        new Story()
            .submitted("split")
            .submitted(asking("[\"${split.output#/size}\",\"${split.output}\"]", false))
            .succeeded("split", "\"x\"");
    story.ended("asks", TaskStatus.FAILED, Reason.INPUT_NOT_FOUND);

    Story other =
        new Story()
            .submitted("split")
            .submitted(asking("[\"${split.output#/size}\"]", false))
            .succeeded("split", SPLIT);
    assertThat(other.payloadOf("asks")).isEqualTo("[\"12\"]");
    assertThat(other.release("asks").inputs())
        .containsExactly(new Effect.NeedOutcome("split", TaskStatus.SUCCEEDED, null));
  }

  @Test
  void whatIsNotThereFailsTheTaskAloneAndSaysWhatIs() {
    Story story =
        new Story()
            .submitted("split")
            .submitted("other", "split")
            .submitted(asking("[\"${split.output#/paths/0}\"]", true))
            .submitted("after", "asks")
            .sealed(4)
            .succeeded("split", SPLIT)
            .ended("asks", TaskStatus.FAILED, Reason.INPUT_NOT_FOUND)
            .ended("after", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
            .released("split", "other")
            .succeeded("other")
            .isNow(BatchStatus.FAILED);
    assertThat(story.errorOf("asks"))
        .isEqualTo(
            "${split.output#/paths/0} leads to nothing: split has as its output an object with the"
                + " keys path, size");
  }

  @Test
  void aPointerThatIsNoneIsRefusedWithItsPlace() {
    Story story =
        new Story()
            .submitted("split")
            .submitted(asking("[\"${split.output#path}\"]", true))
            .ended("asks", TaskStatus.REJECTED, Reason.INVALID_FIELD);
    assertThat(story.errorOf("asks"))
        .isEqualTo(
            "${split.output#path} at character 3 of the payload: a JSON pointer begins with /");
  }

  @Test
  void aPointerIntoATaskThatIsNotNeededIsRefused() {
    new Story()
        .submitted(asking("[\"${other.output#/path}\"]", true))
        .ended("asks", TaskStatus.REJECTED, Reason.UNKNOWN_INPUT);
  }

  @Test
  void largeOutputsOfWhichLittleIsTakenMakeShortDecisionsToo() {
    Story story = new Story().submitted("split");
    for (int i = 10; i < 50; i++) {
      story.submitted(asking("asks-" + i, "[\"${split.output#/0}\"]", false));
    }
    String large = "[1,\"" + "x".repeat(200_000) + "\"]";
    Decision first = story.world.send(report(story.world, large));
    assertThat(first.effects())
        .filteredOn(Effect.ReleaseTask.class::isInstance)
        .hasSizeLessThan(10);
    story.world.finishWork();
    assertThat(story.world.releases).hasSize(41);
  }

  private static Event.TaskReported report(World world, String output) {
    long at = world.tick();
    return new Event.TaskReported(
        World.BATCH,
        at,
        "split",
        1,
        TaskStatus.SUCCEEDED,
        null,
        Story.json(output),
        null,
        1,
        at,
        at,
        "w");
  }

  private static TaskSpec asking(String payload, boolean inputs) {
    return asking("asks", payload, inputs);
  }

  private static TaskSpec asking(String id, String payload, boolean inputs) {
    return new TaskSpec(
        id,
        null,
        "noop",
        Story.json(payload),
        List.of("split"),
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        null,
        inputs,
        Map.of(),
        false,
        0);
  }
}
