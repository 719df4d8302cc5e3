package dev.sluice.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClearingTest {

  private static Story ended() {
    return new Story()
        .opened(Story.options())
        .submitted("a")
        .submitted("b", "a")
        .submitted("c", "b")
        .sealed(3)
        .succeeded("a")
        .failed("b")
        .isNow(BatchStatus.FAILED);
  }

  @Test
  void nothingIsLeftOfAClearedBatch() {
    Story story = ended().cleared();

    assertThat(story.world.cleared).isTrue();
    assertThat(story.world.forgotten).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(story.world.rows.keys()).as("timers, trace").allMatch(ClearingTest::ofNoBatch);
  }

  @Test
  void theTimersOfAClearedBatchFindNothingToDo() {
    Story story = ended().cleared().waited(Duration.ofDays(60));
    assertThat(story.world.rows.size()).isZero();
  }

  @Test
  void aBatchThatRunsIsNotCleared() {
    Story story = new Story().submitted("a").cleared().surprise(Reason.NOT_ENDED);
    story.sealed(1).succeeded("a").isNow(BatchStatus.SUCCEEDED);
  }

  @Test
  void aBatchThatNobodyKnowsIsNotCleared() {
    assertThat(new Story().cleared().surprise(Reason.UNKNOWN_BATCH).world.rows.size()).isZero();
  }

  @Test
  void theIdOfAClearedBatchBeginsAnew() {
    Story story = ended().cleared().submitted("a").sealed(1).isNow(BatchStatus.RUNNING);
    story.lastReported("a", TaskStatus.SUCCEEDED).isNow(BatchStatus.SUCCEEDED);
    assertThat(story.lastRelease("a").releaseNumber())
        .as("no late report or signal means it")
        .isEqualTo(ReleaseNumber.of(2, 1));
  }

  @Test
  void aBatchIsForgottenWhenItsRetentionIsOver() {
    Terms terms = new Terms(Duration.ofDays(1), Duration.ofHours(5), Terms.DEFAULT.leaseCheck());
    Story story = new Story(new World(Invariant.all(), Limits.DEFAULT, terms));
    story.submitted("a").sealed(1).succeeded("a").waited(Duration.ofHours(4));
    assertThat(story.world.cleared).isFalse();

    story.waited(Duration.ofHours(1));

    assertThat(story.world.cleared).isTrue();
    assertThat(story.world.forgotten).containsExactly("a");
  }

  @Test
  void aNewRoundKeepsABatchFromBeingForgotten() {
    Terms terms = new Terms(Duration.ZERO, Duration.ofHours(5), Terms.DEFAULT.leaseCheck());
    Story story = new Story(new World(Invariant.all(), Limits.DEFAULT, terms));
    story.submitted("a").sealed(1).failed("a").waited(Duration.ofHours(4)).retried();
    story.waited(Duration.ofHours(3)).lastReported("a", TaskStatus.SUCCEEDED);
    story.waited(Duration.ofHours(4));
    assertThat(story.world.cleared).isFalse();
    story.waited(Duration.ofHours(1));
    assertThat(story.world.cleared).isTrue();
  }

  @Test
  void whileALargeBatchIsBeingClearedNothingElseHappensToIt() {
    Story story = Story.unwatched();
    int size = 3_000;
    IntStream.range(0, size).forEach(i -> story.submitted("t" + i));
    story.sealed(size).cancelled().isNow(BatchStatus.CANCELLED);

    Decision first = story.world.send(new Event.ClearRequested(World.BATCH, story.world.tick()));
    assertThat(first.writes()).hasSizeLessThan(1000);
    story.world.send(new Event.TaskSubmitted(World.BATCH, story.world.tick(), Story.task("late")));
    story.surprise(Reason.BATCH_CLOSED);
    story.world.send(new Event.RetryRequested(World.BATCH, story.world.tick()));
    story.surprise(Reason.UNKNOWN_BATCH);
    story.world.send(new Event.ClearRequested(World.BATCH, story.world.tick()));
    story.surprise(Reason.DUPLICATE);
    story.world.finishWork();

    assertThat(story.world.forgotten).hasSize(size);
    assertThat(story.world.rows.keys()).as("timers, trace").allMatch(ClearingTest::ofNoBatch);
  }

  @Test
  void outputsGoWhenABatchHasSucceeded() {
    Story story = new Story().submitted("a").submitted("b", "a").submitted("c", "b").sealed(3);
    story.succeeded("a");
    assertThat(outputs(story)).isEqualTo(1);
    story.succeeded("b").succeeded("c").isNow(BatchStatus.SUCCEEDED);
    assertThat(outputs(story)).isZero();
    assertThat(story.world.view.batch(World.BATCH).tally().outputs()).isZero();
  }

  @Test
  void outputsStayWhileWhatFailedMayRunAgain() {
    assertThat(outputs(ended())).isEqualTo(1);
  }

  private static long outputs(Story story) {
    List<byte[]> keys = story.world.rows.keys();
    return keys.stream().filter(key -> key[0] == 'P').count();
  }

  private static boolean ofNoBatch(byte[] key) {
    return key[0] == 'D' || key[0] == 'G';
  }

  @Test
  void aRetentionThatWasMadeShorterHoldsForBatchesThatHaveEnded() {
    World world = new World(Invariant.all());
    new Story(world).submitted("a").sealed(1).succeeded("a").isNow(BatchStatus.SUCCEEDED);
    Terms week = new Terms(Duration.ofDays(1), Duration.ofDays(7), Terms.DEFAULT.leaseCheck());
    Timer timer =
        world.view.dueTimers(0, Long.MAX_VALUE / 2, 10).stream()
            .filter(each -> each.kind() == Timer.Kind.RETENTION)
            .findFirst()
            .orElseThrow();
    Decision decision =
        new Ledger(Limits.DEFAULT, week, Set.of("default"))
            .decide(new Event.TimerFired(World.BATCH, timer.due(), timer), world.view);
    assertThat(decision.batch()).isNotNull();
    assertThat(decision.batch().life().stop()).isEqualTo(Reason.CLEARED);
  }

  @Test
  void aBatchThatIsBeingClearedIsNotOpenedAgain() {
    Story story = Story.unwatched().opened(Story.options());
    IntStream.range(0, 3_000).forEach(i -> story.submitted("t" + i));
    story.cancelled();
    story.world.send(new Event.ClearRequested(World.BATCH, story.world.tick()));
    story.world.send(new Event.OpenRequested(World.BATCH, story.world.tick(), Story.options()));
    story.surprise(Reason.BATCH_CLOSED);
  }
}
