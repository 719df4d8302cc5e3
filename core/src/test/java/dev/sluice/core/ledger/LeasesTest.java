package dev.sluice.core.ledger;

import static dev.sluice.core.ledger.Story.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.Terms;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final Content HALFWAY =
      new Content("halfway".getBytes(StandardCharsets.UTF_8), Content.BYTES);

  private final Story story = new Story();

  @Test
  void aLeaseThatIsHeldIsLookedAtAgainAndAgain() {
    story.submitted(task("a")).leased("a", 0).lookedAt("a", true, null).lookedAt("a", true, null);

    story.released("a");
    assertThat(story.world.doubts).isEmpty();
    assertThat(leaseTimers()).isEqualTo(1);
  }

  @Test
  void aLeaseThatNobodyHoldsIsDoubtedFirst() {
    story.submitted(task("a")).leased("a", 0).lookedAt("a", false, null);

    story.released("a");
    assertThat(story.world.doubts).hasSize(1);
    assertThat(leaseTimers()).isZero();
  }

  @Test
  void aTaskWhoseWorkerIsGoneIsReleasedAnewAndItsOldWorkerToldSo() {
    story.submitted(task("a")).leased("a", 1).lookedAt("a", false, null).doubtCameBack();

    Effect.ReleaseTask again = story.lastRelease("a");
    assertThat(again.releaseNumber()).isEqualTo(2);
    assertThat(again.lost()).isEqualTo(2);
    assertThat(again.attemptBase()).isZero();
    assertThat(story.world.stops)
        .containsExactly(new Effect.StopTask(World.BATCH, "a", 1, Reason.LEASE_LOST.name()));
  }

  @Test
  void aReportThatCameBeforeTheDoubtIsTheEnd() {
    story
        .submitted(task("a"))
        .leased("a", 0)
        .lookedAt("a", false, null)
        .succeeded("a")
        .doubtCameBack();

    story.released("a");
    assertThat(story.lastResult("a").status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(story.world.stops).isEmpty();
  }

  @Test
  void aLateReportOfTheOldWorkerDoesNotCount() {
    story
        .submitted(task("a"))
        .leased("a", 0)
        .lookedAt("a", false, null)
        .doubtCameBack()
        .succeeded("a");

    assertThat(story.world.results).isEmpty();
    assertThat(story.world.surprises)
        .contains(new Effect.Ignored(World.BATCH, "a", Reason.SUPERSEDED_RELEASE));
  }

  @Test
  void aDoubtThatComesTwiceReleasesOnce() {
    story
        .submitted(task("a"))
        .leased("a", 0)
        .lookedAt("a", false, null)
        .doubtCameBack()
        .doubtCameBack();

    story.released("a", "a");
  }

  @Test
  void aTimerOfAnEarlierLeaseMeansNothing() {
    story.submitted(task("a")).leased("a", 0);
    Timer first = story.world.view.dueTimers(0, Long.MAX_VALUE - 1, 1).getFirst();
    story.lookedAt("a", false, null).doubtCameBack().leased("a", 1);

    story.event(new Event.LeaseDue(World.BATCH, story.world.tick(), first, false, null));

    assertThat(story.world.doubts).hasSize(1);
    assertThat(leaseTimers()).isEqualTo(1);
  }

  @Test
  void aSecondLeaseOfTheSameReleaseChangesNothing() {
    story.submitted(task("a")).leased("a", 0).leased("a", 0);

    assertThat(leaseTimers()).isEqualTo(1);
    assertThat(story.world.surprises)
        .contains(new Effect.Ignored(World.BATCH, "a", Reason.ALREADY_LEASED));
  }

  @Test
  void howFarItHadComeGoesToTheNextWorker() {
    story
        .submitted(task("a"))
        .leased("a", 0)
        .lookedAt("a", true, HALFWAY)
        .lookedAt("a", false, null)
        .doubtCameBack();

    assertThat(story.lastRelease("a").details()).isEqualTo(HALFWAY);
  }

  @Test
  void aCancelledTaskIsNotReleasedAnew() {
    story
        .submitted(task("a"))
        .leased("a", 0)
        .lookedAt("a", false, null)
        .cancelled("a")
        .doubtCameBack();

    story.released("a");
    assertThat(story.lastResult("a").status()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void lookingIsAsRareAsTheTermsSay() {
    story.submitted(task("a")).leased("a", 0);
    long leasedAt = story.world.now();

    Timer due = story.world.view.dueTimers(0, Long.MAX_VALUE - 1, 1).getFirst();

    assertThat(due.due()).isEqualTo(leasedAt + Terms.DEFAULT.leaseCheckMicros());
  }

  private long leaseTimers() {
    return story.world.view.dueTimers(0, Long.MAX_VALUE - 1, 100).stream()
        .filter(timer -> timer.kind() == Timer.Kind.LEASE)
        .count();
  }
}
