package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Large batches: no recursion, no decision that grows with the batch. */
class LedgerSizeTest {

  /** A decision reads a bounded number of rows, whatever the size of its batch. */
  private static final long READS_PER_DECISION = 2_000;

  @Test
  void aChainOf100000IsSkippedFromItsHead() {
    Story story = Story.unwatched();
    int size = 100_000;
    for (int i = size - 1; i > 0; i--) {
      story.submitted("t" + i, "t" + (i - 1));
    }
    story.submitted("t0").sealed(size);
    story.failed("t0").isNow(BatchStatus.FAILED);
    assertThat(story.world.results).hasSize(size);
    assertThat(story.world.endOf("t" + (size - 1))).isEqualTo(TaskStatus.SKIPPED);
  }

  @Test
  void aFanOutAndFanInOf100000IsReleasedInBoundedDecisions() {
    Story story = Story.unwatched();
    int size = 100_000;
    String[] middle = new String[9_000];
    story.submitted("first");
    for (int i = 0; i < size; i++) {
      story.submitted("m" + i, "first");
      if (i < middle.length) {
        middle[i] = "m" + i;
      }
    }
    story.submitted("last", middle).sealed(size + 2L);
    long before = story.world.rows.reads();
    Decision decision =
        story.world.send(
            new Event.TaskReported(
                World.BATCH, 1, "first", 1, TaskStatus.SUCCEEDED, null, null, null, 1, 1, 2, "w"));
    assertThat(story.world.rows.reads() - before).isLessThan(READS_PER_DECISION);
    assertThat(decision.effects()).last().isInstanceOf(Effect.MoreWork.class);
    story.world.finishWork();
    assertThat(story.world.releases).hasSize(1 + size);
    for (int i = 0; i < size; i++) {
      story.succeeded("m" + i, "");
    }
    assertThat(story.release("last").inputs()).hasSize(middle.length);
    story.succeeded("last").isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aMillionTasksAreRowsAndNothingElse() {
    Story story = Story.unwatched();
    int size = 1_000_000;
    long most = 0;
    story.opened(Story.options());
    for (int i = 0; i < size; i++) {
      long before = story.world.rows.reads();
      story.submitted("t" + i);
      most = Math.max(most, story.world.rows.reads() - before);
      story.world.releases.clear();
    }
    assertThat(most).as("rows read for one submission").isLessThan(10);
    assertThat(story.world.rows.size()).as("tasks, header, options, timer").isEqualTo(size + 3);
    story.sealed(size);
    assertThat(story.world.view.batch(World.BATCH).tally().active()).isEqualTo(size);
  }

  @Test
  void reportsComeWhileAWideFanOutIsStillBeingReleased() {
    World world = new World(List.of());
    int size = 1000;
    List<String> middle = IntStream.range(0, size).mapToObj(i -> "m" + i).toList();
    world.send(new Event.TaskSubmitted(World.BATCH, world.tick(), Story.task("root")));
    for (String task : middle) {
      world.send(new Event.TaskSubmitted(World.BATCH, world.tick(), Story.task(task, "root")));
    }
    TaskSpec join = Story.task("join", middle.toArray(String[]::new));
    world.send(new Event.TaskSubmitted(World.BATCH, world.tick(), join));
    world.send(new Event.SealRequested(World.BATCH, world.tick(), size + 2));

    int reported = 0;
    for (int events = 0; !world.closed(); events++) {
      assertThat(events).isLessThan(3 * size);
      world.send(
          reported < world.releases.size()
              ? Story.success(world, world.releases.get(reported++).task().id())
              : new Event.WorkDue(World.BATCH, world.tick()));
    }
    assertThat(reported).isEqualTo(size + 2);
  }

  @Test
  void aCycleOf100000IsFoundWithoutHoldingIt() {
    Story story = Story.unwatched();
    int size = 100_000;
    for (int i = 0; i < size; i++) {
      story.submitted("t" + i, "t" + (i + 1) % size);
    }
    story.sealed(size).isNow(BatchStatus.REJECTED).ended("t77", TaskStatus.REJECTED, Reason.CYCLE);
    assertThat(story.errorOf("t0")).contains("100000 tasks");
  }
}
