package dev.sluice.core.explain;

import static dev.sluice.core.explain.Scene.NOON;
import static dev.sluice.core.explain.Scene.SECOND;
import static dev.sluice.core.explain.Scene.options;
import static dev.sluice.core.explain.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskStatus;
import org.junit.jupiter.api.Test;

class BatchCausesTest {

  @Test
  void aBatchThatNobodyKnowsIsUnknown() {
    new Scene().saysOfBatch("UNKNOWN", Cause.UNKNOWN_BATCH, "nothing is known of this batch");
  }

  @Test
  void aBatchSaysWhereItsTasksAreAndWhichOfThemComeFirst() {
    new Scene()
        .opened(options(Mode.PARALLEL, 2))
        .submitted("a")
        .submitted("b")
        .submitted("c")
        .submitted("d", "a")
        .saysOfBatch(
            "RUNNING",
            Cause.WAITS_FOR_TASKS,
            "waits for 4 tasks; 2 with the workers, 1 held or in line and 1 waiting for needs;"
                + " window 2/2; next: a, b and c; 4 tasks came, not sealed yet")
        .sealed(4)
        .succeeded("a")
        .saysOfBatch(
            "RUNNING",
            Cause.WAITS_FOR_TASKS,
            "waits for 3 tasks; 2 with the workers and 1 held or in line; window 2/2;"
                + " next: b, c and d");
  }

  @Test
  void aBatchThatLacksTasksSaysHowMany() {
    new Scene()
        .submitted("a")
        .succeeded("a")
        .saysOfBatch(
            "RUNNING", Cause.NOT_SEALED, "1 task came, not sealed yet; all of these have ended")
        .sealed(20)
        .saysOfBatch("RUNNING", Cause.INCOMPLETE, "1 of 20 tasks came; all of these have ended")
        .submitted("c", "b")
        .saysOfBatch(
            "RUNNING",
            Cause.INCOMPLETE,
            "2 of 20 tasks came; what has not ended of these waits for tasks that did not come");
  }

  @Test
  void aBatchThatIsHeldSaysByWhat() {
    new Scene()
        .sealed(2)
        .saysOfBatch(
            "OPEN",
            Cause.BATCH_NOT_OPENED,
            "the batch is parked until its open command arrives; 0 of 2 tasks came")
        .submitted(task("a", RunIf.SUCCESS, 0, true))
        .opened(options(OnFailure.CONTINUE, Mode.DISTRIBUTED, 0, true))
        .submitted("b")
        .saysOfBatch(
            "OPEN",
            Cause.BATCH_HELD,
            "the batch is held until it is started; 2 held or in line; next: a and b")
        .event(new Event.StartRequested(Scene.BATCH, NOON))
        .event(new Event.PauseRequested(Scene.BATCH, NOON))
        .saysOfBatch(
            "PAUSED",
            Cause.BATCH_PAUSED,
            "the batch is paused until it is started again; 2 with the workers; next: a and b");
  }

  @Test
  void aBatchThatIsBeingStoppedSaysWhy() {
    new Scene()
        .event(new Event.CancelRequested(Scene.BATCH, NOON, null, "enough"))
        .saysOfBatch(
            "OPEN",
            Cause.BATCH_STOPPING,
            "the batch is being stopped because it was cancelled before its tasks came;"
                + " 0 tasks came, not sealed yet");
  }

  @Test
  void aBatchWithNothingButDelayedTasksWaitsForThem() {
    new Scene()
        .submitted(task("a", RunIf.SUCCESS, NOON + SECOND, false))
        .sealed(1)
        .saysOfBatch(
            "RUNNING", Cause.WAITS_FOR_TASKS, "waits for 1 task; 1 held or in line; next: a");
  }

  @Test
  void aBatchWhoseSchedulerHasWorkLeftSaysSo() {
    Scene scene = new Scene().submitted("a");
    for (int i = 1000; i < 2000; i++) {
      scene.submitted("b" + i, "a");
    }
    scene.sealed(1001);
    scene.decided(scene.report("a", 1, TaskStatus.FAILED, -1));
    Explanation batch = scene.explained(null, 1).explanations().getFirst();
    assertThat(batch.cause()).isEqualTo(Cause.WORK_LEFT);
    assertThat(batch.text())
        .matches(
            "the scheduler is on its way to the next task, or to one that can never run;"
                + " \\d+ waiting for needs");
  }

  @Test
  void aBatchThatHasEndedSaysHow() {
    new Scene()
        .submitted("a")
        .sealed(1)
        .succeeded("a")
        .saysOfBatch("SUCCEEDED", Cause.ENDED, "ended SUCCEEDED");
    new Scene()
        .opened(options(OnFailure.FAIL_FAST, Mode.DISTRIBUTED, 0, false))
        .submitted("a")
        .sealed(1)
        .failed("a")
        .saysOfBatch(
            "FAILED", Cause.ENDED, "ended FAILED because a task failed and the batch fails fast");
  }

  @Test
  void aBatchThatIsBeingForgottenIsUnknown() {
    Scene scene = new Scene();
    for (int i = 0; i < 500; i++) {
      scene.submitted("t" + i).succeeded("t" + i);
    }
    scene.sealed(500);
    assertThat(scene.decided(new Event.ClearRequested(Scene.BATCH, NOON))).isTrue();
    scene.saysOfBatch("UNKNOWN", Cause.UNKNOWN_BATCH, "nothing is known of this batch");
    assertThat(scene.about("t99").cause()).isEqualTo(Cause.UNKNOWN_BATCH);
  }

  @Test
  void anAdaptiveWindowHasNoPoolBeforeTheFirstTask() {
    new Scene()
        .opened(options(Mode.ADAPTIVE, 0))
        .event(new Event.CapacityChanged(Scene.BATCH, NOON, 9))
        .event(new Event.PauseRequested(Scene.BATCH, NOON))
        .saysOfBatch(
            "PAUSED",
            Cause.BATCH_PAUSED,
            "the batch is paused until it is started again; adaptive window 0/18 (9 slots);"
                + " 0 tasks came, not sealed yet");
  }
}
