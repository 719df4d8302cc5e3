package dev.sluice.core.ledger;

import static dev.sluice.core.ledger.Story.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CleanUpTest {

  private static final BatchOptions FAIL_FAST =
      Story.options(OnFailure.FAIL_FAST, Mode.DISTRIBUTED, 0, false);

  @Test
  void aTaskThatCleansUpRunsAlthoughAFailureStoppedTheRest() {
    Story story =
        new Story()
            .opened(FAIL_FAST)
            .submitted("a")
            .submitted("b")
            .submitted("c", "b")
            .submitted(task("tidy", "{}", RunIf.ALWAYS, "b", "c"))
            .submitted(task("alarm", "{}", RunIf.FAILURE, "a"))
            .submitted("after", "tidy")
            .sealed(6)
            .failed("a");

    story.released("a", "b", "alarm", "tidy").isNow(BatchStatus.RUNNING);
    story.ended("b", TaskStatus.CANCELLED, Reason.FAIL_FAST);
    story.ended("after", TaskStatus.CANCELLED, Reason.FAIL_FAST);
    assertThat(story.world.stops).singleElement().matches(stop -> "b".equals(stop.taskId()));
    story.succeeded("tidy").succeeded("alarm").isNow(BatchStatus.FAILED);
  }

  @Test
  void whatRunsToCleanUpIsNotStoppedByALaterFailure() {
    Story story =
        new Story()
            .opened(FAIL_FAST)
            .submitted("a")
            .submitted(task("tidy", "{}", RunIf.ALWAYS, "a"))
            .submitted("b")
            .sealed(3)
            .succeeded("a")
            .failed("b");
    story.released("a", "b", "tidy").succeeded("tidy").isNow(BatchStatus.FAILED);
    assertThat(story.world.stops).isEmpty();
  }

  @Test
  void nothingCleansUpAfterACancel() {
    Story story =
        new Story()
            .submitted("a")
            .submitted(task("tidy", "{}", RunIf.ALWAYS, "a"))
            .sealed(2)
            .cancelled()
            .isNow(BatchStatus.CANCELLED);
    story.released("a").ended("tidy", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED);
  }

  @Test
  void aCancelEndsTheCleaningUpToo() {
    Story story =
        new Story()
            .opened(FAIL_FAST)
            .submitted("a")
            .submitted("b")
            .submitted(task("tidy", "{}", RunIf.ALWAYS, "a"))
            .sealed(3)
            .failed("b")
            .released("a", "b", "tidy")
            .cancelled()
            .isNow(BatchStatus.CANCELLED);
    story.ended("tidy", TaskStatus.CANCELLED, Reason.CANCEL_REQUESTED);
    assertThat(story.world.stops.getLast().taskId()).isNull();
  }

  @Test
  void aTaskOfTheKindWithoutNeedsDoesNotCleanUp() {
    Story story =
        new Story()
            .opened(Story.options(OnFailure.FAIL_FAST, Mode.SEQUENTIAL, 0, false))
            .submitted("a")
            .submitted(task("odd", "{}", RunIf.ALWAYS))
            .sealed(2)
            .failed("a")
            .isNow(BatchStatus.FAILED);
    story.released("a").ended("odd", TaskStatus.CANCELLED, Reason.FAIL_FAST);
  }

  @Test
  void cleaningUpKeepsToTheWindow() {
    Story story = new Story().opened(Story.options(OnFailure.FAIL_FAST, Mode.SEQUENTIAL, 0, false));
    story.submitted("a");
    IntStream.range(0, 3).forEach(i -> story.submitted(task("tidy" + i, "{}", RunIf.ALWAYS, "a")));
    story.submitted("z").sealed(5).failed("a").released("a", "tidy0");
    story.ended("z", TaskStatus.CANCELLED, Reason.FAIL_FAST);
    story.succeeded("tidy0").succeeded("tidy1").succeeded("tidy2").isNow(BatchStatus.FAILED);
  }

  @Test
  void theDeadlineStopsTheCleaningUp() {
    Story story = new Story();
    long deadline = story.world.now() + Duration.ofHours(1).toNanos() / 1000;
    story
        .opened(FAIL_FAST.withDeadline(deadline))
        .submitted("a")
        .submitted("b")
        .submitted(task("tidy", "{}", RunIf.ALWAYS, "a"))
        .sealed(3)
        .failed("b")
        .waited(Duration.ofHours(1))
        .ended("tidy", TaskStatus.CANCELLED, Reason.DEADLINE)
        .isNow(BatchStatus.FAILED);
  }

  @Test
  void aWorkerThatNoticesTheDeadlineFirstChangesNothingForTheRest() {
    Story story = new Story();
    long deadline = story.world.now() + Duration.ofHours(1).toNanos() / 1000;
    story
        .opened(Story.options().withDeadline(deadline))
        .submitted("a")
        .submitted("b", "a")
        .submitted(task("tidy", "{}", RunIf.ALWAYS, "a"))
        .sealed(3);
    story.world.advanceTo(deadline);
    story.lastReported("a", TaskStatus.TIMED_OUT).isNow(BatchStatus.FAILED);
    story.released("a").ended("tidy", TaskStatus.CANCELLED, Reason.DEADLINE);
    story.ended("b", TaskStatus.CANCELLED, Reason.DEADLINE);
  }
}
