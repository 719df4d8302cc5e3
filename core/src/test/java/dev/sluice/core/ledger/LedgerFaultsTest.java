package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Very large and hostile graphs in the ledger. The numbers are those of docs/bad-input.md. */
class LedgerFaultsTest {

  /** A decision reads a bounded number of rows, whatever the size of its batch. */
  private static final long READS_PER_DECISION = 2_000;

  @Test
  @DisplayName("B13 a chain of 100,000 tasks runs link by link in bounded decisions")
  void aChainOf100000TasksRunsLinkByLink() {
    Story story = Story.unwatched();
    int size = 100_000;
    story.submitted("t0");
    for (int i = 1; i < size; i++) {
      story.submitted("t" + i, "t" + (i - 1));
    }
    story.sealed(size);
    long most = 0;
    for (int i = 0; i < size; i++) {
      long before = story.world.rows.reads();
      story.succeeded("t" + i, "");
      most = Math.max(most, story.world.rows.reads() - before);
    }

    story.isNow(BatchStatus.SUCCEEDED);
    assertThat(story.world.releases).hasSize(size);
    assertThat(story.world.results).hasSize(size);
    assertThat(most).as("rows read for one report").isLessThan(100);
  }

  @Test
  @DisplayName("B14 a fan-out of 50,000 is released in bounded decisions")
  void aFanOutOf50000IsReleasedInBoundedDecisions() {
    Story story = Story.unwatched();
    int wide = 50_000;
    story.submitted("root");
    for (int i = 0; i < wide; i++) {
      story.submitted("t" + i, "root");
    }
    story.sealed(wide + 1);
    long before = story.world.rows.reads();

    Decision decision = story.world.send(Story.success(story.world, "root"));
    int decisions = 1;
    assertThat(decision.effects()).hasSizeLessThan(1_000);
    for (; story.world.workLeft(); decisions++) {
      assertThat(story.world.rows.reads() - before).isLessThan(READS_PER_DECISION);
      before = story.world.rows.reads();
      story.world.send(new Event.WorkDue(World.BATCH, story.world.tick()));
    }

    assertThat(story.world.releases).hasSize(1 + wide);
    assertThat(decisions).isGreaterThan(wide / 1_000);
  }

  @Test
  @DisplayName("B14 50,000 needs are over the limit: rejected, and no row for any of them")
  void needsOverTheLimitLeaveNoRow() {
    Story story = new Story();
    String[] needs = IntStream.range(0, 50_000).mapToObj(i -> "n" + i).toArray(String[]::new);
    story.opened(Story.options()).sealed(1);
    int rows = story.world.rows.size();
    story.submitted("join", needs).ended("join", TaskStatus.REJECTED, Reason.TOO_MANY_NEEDS);

    assertThat(story.errorOf("join"))
        .isEqualTo("task has 50000 needs, the limit is 10000; gather them in tasks in between");
    assertThat(story.world.rows.size()).isLessThan(rows + 10);
    story.isNow(BatchStatus.REJECTED);
  }

  @Test
  @DisplayName("B15 the task after the last that a batch may have is not accepted")
  void theTaskAfterTheLastThatABatchMayHaveIsNotAccepted() {
    Story story = new Story(tasks(3)).opened(Story.options());
    List<String> ids = new ArrayList<>(List.of("a", "b", "c"));
    ids.forEach(story::submitted);
    story.submitted("d");

    assertThat(story.world.surprises.getLast())
        .isEqualTo(
            new Effect.Rejected(World.BATCH, "d", Reason.BATCH_TOO_LARGE, "a batch may have 3"));
    story.sealed(3);
    ids.forEach(story::succeeded);
    story.isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  @DisplayName("B02 B11 a cycle is found in whatever order its tasks come")
  void aCycleIsFoundInWhateverOrderItsTasksCome() {
    for (List<String> order : List.of(List.of("a", "b", "c"), List.of("c", "b", "a"))) {
      Story story = new Story();
      for (String id : order) {
        story.submitted(id, id.equals("a") ? "c" : id.equals("b") ? "a" : "b");
      }
      story.sealed(3).isNow(BatchStatus.REJECTED).ended("b", TaskStatus.REJECTED, Reason.CYCLE);
      assertThat(story.errorOf("a")).startsWith("cycle of needs: ");
      assertThat(story.errorOf("a").split(" -> ", -1)).hasSize(4);
    }
  }

  private static Limits tasks(long most) {
    Limits limits = Limits.DEFAULT;
    return new Limits(
        limits.payloadBytes(),
        limits.outputBytes(),
        limits.releaseBytes(),
        limits.errorTextChars(),
        most,
        limits.needsPerTask(),
        limits.headersPerTask(),
        limits.headerBytes(),
        limits.spawnedPerReport());
  }
}
