package dev.sluice.core.explain;

import static dev.sluice.core.explain.Scene.NOON;
import static dev.sluice.core.explain.Scene.SECOND;
import static dev.sluice.core.explain.Scene.options;
import static dev.sluice.core.explain.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.explain.Workforce.Run;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskCausesTest {

  @Test
  void aTaskNamesTheNeedsThatHaveNotEnded() {
    new Scene()
        .submitted("extract")
        .submitted("load")
        .submitted("report", "extract", "load", "rates", "extract")
        .says(
            "report",
            "PENDING",
            Cause.WAITS_FOR_NEEDS,
            "waits for extract, load and rates (not submitted yet)")
        .succeeded("extract")
        .says(
            "report",
            "PENDING",
            Cause.WAITS_FOR_NEEDS,
            "waits for load and rates (not submitted yet)")
        .succeeded("load")
        .says("report", "PENDING", Cause.WAITS_FOR_NEEDS, "waits for rates (not submitted yet)")
        .says(
            "rates",
            "UNKNOWN",
            Cause.NOT_SUBMITTED,
            "others need it, and nobody has submitted it yet");
  }

  @Test
  void theFirstFiveNeedsAreNamedAndTheOthersCounted() {
    Scene scene = new Scene();
    String[] needs = IntStream.range(0, 2000).mapToObj(i -> "n" + i).toArray(String[]::new);
    for (String need : needs) {
      scene.submitted(need);
    }
    scene
        .submitted("join", needs)
        .succeeded("n1")
        .says(
            "join",
            "PENDING",
            Cause.WAITS_FOR_NEEDS,
            "waits for n0, n2, n3, n4, n5 and 1,994 more");
  }

  @Test
  void aNeedThatEndedMomentsAgoIsNotWaitedForAnyMore() {
    Scene scene = new Scene().submitted("a");
    for (int i = 1000; i < 2000; i++) {
      scene.submitted("b" + i, "a");
    }
    assertThat(scene.decided(scene.report("a", 1, TaskStatus.SUCCEEDED, -1))).isTrue();
    scene.says(
        "b1999",
        "PENDING",
        Cause.WORK_LEFT,
        "its needs have ended; the scheduler is on its way to it");
  }

  @Test
  void theWindowIsNamedWithHowFullItIs() {
    new Scene()
        .opened(options(Mode.PARALLEL, 2))
        .submitted("a")
        .submitted("b")
        .submitted("c")
        .says("c", "QUEUED", Cause.WINDOW_FULL, "held by the window 2/2");
  }

  @Test
  void aTaskOfAHeldPausedOrUnopenedBatchSaysSo() {
    new Scene()
        .submitted(task("parked", RunIf.SUCCESS, 0, true))
        .says(
            "parked",
            "QUEUED",
            Cause.BATCH_NOT_OPENED,
            "the batch is parked until its open command arrives")
        .submitted("at-once")
        .says(
            "parked",
            "QUEUED",
            Cause.BATCH_NOT_OPENED,
            "parked until the batch's open command arrives")
        .opened(options(OnFailure.CONTINUE, Mode.DISTRIBUTED, 0, true))
        .says("parked", "QUEUED", Cause.BATCH_HELD, "the batch is held until it is started")
        .event(new Event.StartRequested(Scene.BATCH, NOON))
        .event(new Event.PauseRequested(Scene.BATCH, NOON))
        .submitted("late")
        .says(
            "late", "QUEUED", Cause.BATCH_PAUSED, "the batch is paused until it is started again");
  }

  @Test
  void aTaskThatTheSchedulerHasNotComeToYetIsInLine() {
    Scene scene = new Scene().opened(options(OnFailure.CONTINUE, Mode.DISTRIBUTED, 0, true));
    for (int i = 1000; i < 2000; i++) {
      scene.submitted("t" + i);
    }
    scene.decided(new Event.StartRequested(Scene.BATCH, NOON));
    scene.says(
        "t1999", "QUEUED", Cause.IN_LINE, "nothing holds it; the scheduler is on its way to it");
  }

  @Test
  void aTaskOfABatchThatIsBeingStoppedSaysWhy() {
    Scene scene =
        new Scene()
            .opened(options(OnFailure.FAIL_FAST, Mode.SEQUENTIAL, 0, false))
            .submitted(task("y-later", RunIf.SUCCESS, NOON + 9 * SECOND, false));
    for (int i = 1000; i < 2000; i++) {
      scene.submitted("t" + i);
    }
    scene.submitted("z-waits", "t1998");
    scene.submitted(task("zz-clean-up", RunIf.ALWAYS, 0, false, "t1998"));
    assertThat(scene.decided(scene.report("t1000", 1, TaskStatus.FAILED, -1))).isTrue();
    String text = "the batch is being stopped because a task failed and the batch fails fast";
    scene
        .says("t1999", "QUEUED", Cause.BATCH_STOPPING, text)
        .says("y-later", "QUEUED", Cause.BATCH_STOPPING, text)
        .says("z-waits", "PENDING", Cause.BATCH_STOPPING, text)
        .says("zz-clean-up", "PENDING", Cause.WAITS_FOR_NEEDS, "waits for t1998");
  }

  @Test
  void aTaskThatIsNotDueNamesTheTime() {
    new Scene()
        .submitted(task("nightly", RunIf.SUCCESS, NOON + 7500 * SECOND + 1, false))
        .says(
            "nightly", "QUEUED", Cause.NOT_BEFORE, "not before 2026-11-21T14:05:00Z, in 2 h 5 min");
  }

  @Test
  void aTaskThatWorkersWereLostWithSaysSo() {
    new Scene()
        .submitted("poison")
        .handedBack("poison", 1, 5 * SECOND, 2)
        .says(
            "poison",
            "QUEUED",
            Cause.RETRY_DELAY,
            "a worker handed it back, and it is released again in 5 s; 2 workers were lost with it");
  }

  @Test
  void workersThatTakeNothingSayWhy() {
    new Scene()
        .submitted("a")
        .after(3)
        .workers("gpu", 0, 0, "resize")
        .resting("gpu", "heap at 93 %")
        .says(
            "a",
            "RELEASED",
            Cause.WORKERS_RESTING,
            "no worker in pool gpu takes tasks for now: heap at 93 % (released 3 s ago)");
  }

  @Test
  void aRetryIsCountedAndNamesItsTime() {
    new Scene()
        .submitted("flaky")
        .reported("flaky", 1, TaskStatus.FAILED, 0)
        .reported("flaky", 2, TaskStatus.FAILED, 40 * SECOND)
        .after(1)
        .says("flaky", "QUEUED", Cause.RETRY_DELAY, "retry 2 of 3 in 39 s");
  }

  @Test
  void aDelayedTaskOfAPausedBatchSaysThatItIsPaused() {
    new Scene()
        .opened(options(Mode.DISTRIBUTED, 0))
        .submitted("flaky")
        .reported("flaky", 1, TaskStatus.FAILED, 40 * SECOND)
        .event(new Event.PauseRequested(Scene.BATCH, NOON))
        .says(
            "flaky", "QUEUED", Cause.BATCH_PAUSED, "the batch is paused until it is started again");
  }

  @Test
  void aCleanUpTaskIsHeldLikeAnyOtherWhileFailuresStopItsBatch() {
    Scene scene =
        new Scene()
            .opened(options(OnFailure.FAIL_FAST, Mode.SEQUENTIAL, 0, false))
            .submitted("a")
            .submitted(task("clean-up-1", RunIf.ALWAYS, 0, false, "a"))
            .submitted(task("clean-up-2", RunIf.FAILURE, 0, false, "a"))
            .failed("a");
    assertThat(List.of(scene.about("clean-up-1").cause(), scene.about("clean-up-2").cause()))
        .containsExactlyInAnyOrder(Cause.WORKERS_UNKNOWN, Cause.WINDOW_FULL);
  }

  @Test
  void anAdaptiveWindowNamesTheSlotsThatItFollows() {
    Scene scene = new Scene().opened(options(Mode.ADAPTIVE, 0));
    for (int i = 10; i < 30; i++) {
      scene.submitted("t" + i);
    }
    scene
        .says(
            "t29",
            "QUEUED",
            Cause.WINDOW_FULL,
            "held by the adaptive window 16/16 (nothing has been heard of the workers yet)")
        .event(new Event.CapacityChanged(Scene.BATCH, NOON, 9))
        .says(
            "t29",
            "QUEUED",
            Cause.WINDOW_FULL,
            "held by the adaptive window 18/18 (9 slots in pool gpu)");
  }

  @Test
  void aReleasedTaskNamesTheWorkersThatItLacks() {
    new Scene()
        .submitted("a")
        .after(3)
        .says(
            "a",
            "RELEASED",
            Cause.WORKERS_UNKNOWN,
            "nothing has been heard of the workers yet (released 3 s ago)")
        .workers("default", 8, 0, "resize")
        .says("a", "RELEASED", Cause.NO_WORKER, "no live worker in pool gpu (released 3 s ago)")
        .workers("gpu", 2, 2, "train")
        .says(
            "a",
            "RELEASED",
            Cause.NO_WORKER_FOR_TYPE,
            "no live worker in pool gpu serves type resize (released 3 s ago)")
        .workers("gpu", 2, 2, "resize")
        .says(
            "a",
            "RELEASED",
            Cause.NO_FREE_SLOT,
            "waits for a free slot: all of 2 slots in pool gpu are busy (released 3 s ago)")
        .workers("gpu", 2, 1)
        .says(
            "a",
            "RELEASED",
            Cause.NOT_TAKEN,
            "no worker has said yet that it took it; free are 1 of 2 slots in pool gpu"
                + " (released 3 s ago)");
  }

  @Test
  void aTaskAtAWorkerNamesIt() {
    new Scene()
        .submitted("a")
        .running("a", 2, new Run("w-7", 2, NOON))
        .after(90)
        .workers("gpu", 1, 1, "resize")
        .says(
            "a",
            "RELEASED",
            Cause.NO_FREE_SLOT,
            "waits for a free slot: all of 1 slot in pool gpu are busy (released 1 min 30 s ago)")
        .running("a", 1, new Run("w-7", 0, NOON + SECOND))
        .says(
            "a",
            "RELEASED",
            Cause.WITH_WORKER,
            "with worker w-7 for 1 min 29 s, no attempt is running")
        .running("a", 1, new Run("w-7", 2, NOON + 78 * SECOND))
        .says("a", "RUNNING", Cause.RUNNING, "attempt 2 runs on w-7 for 12 s");
  }

  @Test
  void whatHasEndedOrIsUnknownSaysSo() {
    new Scene()
        .submitted("a")
        .submitted("b", "a")
        .failed("a")
        .says("a", "FAILED", Cause.ENDED, "ended FAILED; the reason is in its result")
        .says("b", "SKIPPED", Cause.ENDED, "ended SKIPPED; the reason is in its result")
        .says(
            "nobody",
            "UNKNOWN",
            Cause.UNKNOWN_TASK,
            "the batch has no such task, or it was not submitted yet")
        .says(
            "no id",
            "UNKNOWN",
            Cause.UNKNOWN_TASK,
            "the batch has no such task, or it was not submitted yet");
  }
}
