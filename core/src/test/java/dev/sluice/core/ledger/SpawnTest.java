package dev.sluice.core.ledger;

import static dev.sluice.core.ledger.Story.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpawnTest {

  @Test
  void theTasksThatATaskAddsBelongToItsBatch() {
    Story story = new Story().submitted("a").sealed(1);

    story.spawned("a", task("x"), task("y", "x"), task("z", "a"));

    story.released("a", "x", "z").isNow(BatchStatus.RUNNING);
    assertThat(story.world.view.batch(World.BATCH).life().expected()).isEqualTo(4);
    story.succeeded("x").succeeded("y").succeeded("z").isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aReportThatDoesNotCountAddsNothing() {
    Story story = new Story().submitted("a").submitted("b").sealed(2);
    story.spawned("a", task("x")).spawned("a", task("late"));
    story.surprise(Reason.ALREADY_ENDED).released("a", "b", "x");
  }

  @Test
  void anotherTaskCanWaitForWhatIsAddedLater() {
    Story story = new Story().submitted("a").submitted("join", "a/1", "a/2").sealed(2);
    story.spawned("a", task("a/1"), task("a/2")).succeeded("a/1").succeeded("a/2");
    story.released("a", "a/1", "a/2", "join").succeeded("join").isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void whatIsAddedTwiceIsThereOnce() {
    Story story = new Story().submitted("a").sealed(1);
    story.spawned("a", task("x"), task("x"), task("a"));
    assertThat(story.world.view.batch(World.BATCH).life().expected()).isEqualTo(2);
    story.succeeded("x").isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aTaskThatAddsTooManyFailsAndAddsNone() {
    Limits two = new Limits(100, 100, 100, 100, 1000, 10, 10, 100, 2);
    Story story = new Story(two).submitted("a").sealed(1);
    story.spawned("a", task("x"), task("y"), task("z"));
    story.released("a").ended("a", TaskStatus.FAILED, Reason.TOO_MANY_SPAWNED);
    assertThat(story.errorOf("a")).isEqualTo("the task adds 3 tasks, the limit is 2");
  }

  @Test
  void aTaskThatMakesItsBatchTooLargeFailsAndAddsNone() {
    Limits three = new Limits(100, 100, 100, 100, 3, 10, 10, 100, 100);
    Story story = new Story(three).submitted("a").submitted("b").sealed(2);
    story.spawned("a", task("x"), task("y"));
    story.released("a", "b").ended("a", TaskStatus.FAILED, Reason.BATCH_TOO_LARGE);
  }

  @Test
  void whatAStoppedBatchGetsIsCancelled() {
    Story story = new Story().submitted("a").submitted("b").sealed(2);
    story.world.send(new Event.CancelRequested(World.BATCH, story.world.tick(), "b", null));
    story.spawned("a", task("x"), task("bad", "bad")).cancelled();
    story.ended("x", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED);
    story.ended("bad", TaskStatus.REJECTED, Reason.SELF_NEED).isNow(BatchStatus.CANCELLED);
  }

  @Test
  void manyAreTakenInByBoundedDecisions() {
    Story story = Story.unwatched().submitted("a").sealed(1);
    TaskSpec[] many =
        IntStream.range(0, 5_000).mapToObj(i -> task("x" + i)).toArray(TaskSpec[]::new);
    story.spawned("a", many);
    assertThat(story.world.releases).hasSize(5_001);
    assertThat(story.world.view.batch(World.BATCH).complete()).isTrue();
  }

  @Test
  void whatIsAddedTakesNoPlaceOfWhatIsStillOnItsWay() {
    Story story = new Story().submitted("a").spawned("a", task("x"), task("y")).sealed(2);
    assertThat(story.world.view.batch(World.BATCH).life().expected()).isEqualTo(4);
    story.sealed(2).surprise(Reason.DUPLICATE).submitted("b").released("a", "x", "y", "b");
  }

  @Test
  void whatIsAddedGetsTheOutputOfTheTaskThatAddedIt() {
    Story story = new Story().submitted("a").sealed(1);
    TaskSpec child = task("x", "{\"p\":\"${a.output}\"}", RunIf.SUCCESS, "a");
    long at = story.world.tick();
    story.event(
        new Event.TaskReported(
            World.BATCH,
            at,
            "a",
            1,
            TaskStatus.SUCCEEDED,
            null,
            Story.json("7"),
            null,
            1,
            at,
            at,
            "w",
            -1,
            List.of(new Event.Spawned(child, null))));
    assertThat(story.payloadOf("x")).isEqualTo("{\"p\":\"7\"}");
  }

  @Test
  void whatIsAddedIsToldThatAnOutputIsGone() {
    Story story = new Story().submitted("a").submitted("b").sealed(2).succeeded("a", "seven");
    story.spawned("b", task("x", "{\"p\":\"${a.output}\"}", RunIf.SUCCESS, "a"));
    story.ended("x", TaskStatus.FAILED, Reason.INPUT_NOT_FOUND);
    assertThat(story.errorOf("x")).startsWith("the output of a is gone");
  }
}
