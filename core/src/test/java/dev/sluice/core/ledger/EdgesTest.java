package dev.sluice.core.ledger;

import static dev.sluice.core.ledger.Story.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that waits watches one need at a time, and nobody can tell from what happens. */
class EdgesTest {

  private static final long SEED = 20_261_121;

  @Test
  void mostEdgesOfABatchWithoutFailuresAreNeverWritten() {
    Story story = new Story();
    String[] needs = submitted(story, 10);
    story.submitted("join", needs).sealed(11);
    assertThat(edgesOf(story)).as("a task begins to wait with one edge").isEqualTo(1);

    for (String need : needs) {
      story.succeeded(need);
    }

    assertThat(edgesOf(story)).as("edge rows of 10 needs").isLessThan(8);
    story.succeeded("join").isNow(BatchStatus.SUCCEEDED);
    assertThat(story.release("join").inputs()).hasSize(10);
  }

  @Test
  void aTaskThatWatchesAnotherNeedIsSkippedAtOnce() {
    Story story = new Story();
    String[] needs = submitted(story, 10);
    story.submitted("join", needs);
    String watched = watchedBy(story, "join");
    String other = other(needs, watched);

    story.failed(other).ended("join", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);

    assertThat(story.errorOf("join")).contains(other);
    assertThat(story.world.endOf(watched)).as("still runs").isNull();
  }

  @Test
  void whatDependsOnASkippedTaskIsSkippedWithIt() {
    Story story = new Story();
    story.submitted("a").submitted("b").submitted("c");
    story.submitted("ab", "a", "b").submitted("abc", "ab", "c").submitted("end", "abc", "c");

    story.failed(other(new String[] {"a", "b"}, watchedBy(story, "ab")));

    story
        .ended("ab", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
        .ended("abc", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED)
        .ended("end", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);
    assertThat(story.world.endOf("c")).isNull();
  }

  @Test
  void aTaskThatIsSubmittedAfterTheFailureOfItsNeedIsSkippedAtOnce() {
    Story story = new Story();
    submitted(story, 3);
    story.failed("n1").submitted("join", "n0", "n1", "n2");

    story.ended("join", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);
    assertThat(edgesOf(story)).isZero();
  }

  @Test
  void aTaskThatIsSubmittedAfterAFailureElsewhereHearsOfEachOfItsNeeds() {
    for (int failing = 0; failing < 5; failing++) {
      Story story = new Story();
      String[] needs = submitted(story, 5);
      story.submitted("x").submitted("behind-x", "x").failed("x");

      story.submitted("join", needs).failed("n" + failing);

      story.ended("join", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);
    }
  }

  @Test
  void aFailureBeforeAnythingWaitedIsNoReasonToMissALaterOne() {
    for (int failing = 0; failing < 5; failing++) {
      Story story = new Story().submitted("x").failed("x");
      String[] needs = submitted(story, 5);

      story.submitted("join", needs).failed("n" + failing);

      story.ended("join", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);
    }
  }

  @Test
  void aFailureReachesTasksWhoseOtherNeedsWereNeverSubmitted() {
    Story story = new Story();
    story.submitted("a").submitted("join", "ghost", "a").failed("a");

    story.ended("join", TaskStatus.SKIPPED, Reason.NEED_NOT_SUCCEEDED);
  }

  @Test
  void aNeedThatNobodySubmitsIsNamedWhicheverIsWatched() {
    Story story = new Story();
    String[] needs = submitted(story, 5);
    for (int i = 0; i < 8; i++) {
      story.submitted("join" + i, "n0", "n1", "ghost", "n2", "n3", "n4");
    }
    story.sealed(13);
    for (String need : needs) {
      story.succeeded(need);
    }

    for (int i = 0; i < 8; i++) {
      story.ended("join" + i, TaskStatus.REJECTED, Reason.UNKNOWN_NEED);
    }
    story.isNow(BatchStatus.FAILED);
  }

  @Test
  void aTaskForFailuresRunsOnceAllItsNeedsEndedAndOneFailed() {
    for (int failing = 0; failing < 4; failing++) {
      Story story = waitingFor(RunIf.FAILURE, 4);
      for (int i = 0; i < 4; i++) {
        assertThat(released(story, "mend")).as("%d of 4 needs ended", i).isFalse();
        end(story, i, i == failing);
      }
      assertThat(released(story, "mend")).isTrue();
    }
  }

  @Test
  void aTaskForFailuresIsSkippedOnceAllItsNeedsSucceeded() {
    Story story = waitingFor(RunIf.FAILURE, 4);
    for (int i = 0; i < 4; i++) {
      end(story, i, false);
    }

    story.ended("mend", TaskStatus.SKIPPED, Reason.NO_NEED_FAILED);
    assertThat(released(story, "mend")).isFalse();
  }

  @Test
  void aTaskForAnyOutcomeRunsOnceAllItsNeedsEnded() {
    for (int failing = -1; failing < 4; failing++) {
      Story story = waitingFor(RunIf.ALWAYS, 4);
      for (int i = 0; i < 4; i++) {
        assertThat(released(story, "mend")).as("%d of 4 needs ended", i).isFalse();
        end(story, i, i == failing);
      }
      assertThat(released(story, "mend")).isTrue();
    }
  }

  private enum Order {
    FORWARD,
    BACKWARD,
    SHUFFLED
  }

  /**
   * Over 50 tasks, because a hash chooses: a random choice needs 8 moves for 2,000 needs on average
   * and hardly ever more than 20.
   */
  @ParameterizedTest
  @EnumSource
  void aLargeFanInChangesItsWatchFewTimesInWhateverOrderItsNeedsEnd(Order order) {
    int size = 2_000;
    int joins = 50;
    var watch = new WritesOfTasks("join");
    Story story = new Story(new World(List.of(watch)));
    String[] needs = submitted(story, size);
    for (int j = 0; j < joins; j++) {
      story.submitted("join" + j, needs);
    }
    List<String> ending = new ArrayList<>(Arrays.asList(needs));
    switch (order) {
      case FORWARD -> {}
      case BACKWARD -> Collections.reverse(ending);
      case SHUFFLED -> Collections.shuffle(ending, new Random(SEED));
    }

    ending.forEach(need -> story.succeeded(need, ""));

    assertThat(story.world.releases).hasSize(size + joins);
    assertThat(watch.writes / joins).as("writes of a task of %d needs", size).isBetween(2L, 14L);
    assertThat(edgesOf(story)).isLessThan(14L * joins);
  }

  /** Counts how often rows of tasks are written whose ids begin in a certain way. */
  private static final class WritesOfTasks implements Invariant {
    private final String prefix;
    private long writes;

    private WritesOfTasks(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void check(World world, Event event, Decision decision) {
      writes +=
          decision.writes().stream()
              .filter(write -> write.key()[0] == 'T')
              .filter(write -> RowKeys.lastPart(write.key()).startsWith(prefix))
              .count();
    }
  }

  private static String[] submitted(Story story, int size) {
    String[] ids = IntStream.range(0, size).mapToObj(i -> "n" + i).toArray(String[]::new);
    for (String id : ids) {
      story.submitted(id);
    }
    return ids;
  }

  private static Story waitingFor(RunIf runIf, int size) {
    Story story = new Story();
    String[] needs = submitted(story, size);
    return story.submitted(task("mend", "{}", runIf, needs));
  }

  private static void end(Story story, int need, boolean failing) {
    if (failing) {
      story.failed("n" + need);
    } else {
      story.succeeded("n" + need);
    }
  }

  private static boolean released(Story story, String taskId) {
    return story.world.releases.stream().anyMatch(r -> r.task().id().equals(taskId));
  }

  private static String watchedBy(Story story, String taskId) {
    return ((TaskRow.Waiting) story.world.view.task(World.BATCH, taskId).state()).watched();
  }

  private static String other(String[] needs, String watched) {
    return Arrays.stream(needs).filter(need -> !need.equals(watched)).findFirst().orElseThrow();
  }

  private static long edgesOf(Story story) {
    long[] rows = {0};
    story.world.rows.scan(
        RowKeys.first('E'),
        RowKeys.afterTable('E'),
        (key, value) -> {
          rows[0]++;
          return true;
        });
    return rows[0];
  }
}
