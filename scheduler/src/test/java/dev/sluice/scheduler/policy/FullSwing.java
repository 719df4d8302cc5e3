package dev.sluice.scheduler.policy;

import static dev.sluice.records.RunIf.ALWAYS;
import static dev.sluice.records.RunIf.FAILURE;
import static dev.sluice.scheduler.policy.BatchStory.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Mode;
import dev.sluice.records.Open;
import dev.sluice.records.TaskStatus;
import java.util.function.Consumer;

/**
 * A batch in the middle of its life: a task that is done, some that run, some that wait for a need,
 * for their place in the line or for a time, and some that clean up.
 */
record FullSwing(BatchStory story) {

  private static final long HOUR_MICROS = 3_600_000_000L;

  /** The next to be told is what becomes of the task {@code fails}. */
  BatchStory opened(Consumer<Open.Builder> options) {
    long later = story.flow.now() + HOUR_MICROS;
    return story
        .opened(open -> {
          open.setExpectedTasks(9L).setMode(Mode.PARALLEL).setMaxParallel(3);
          options.accept(open);
        })
        .submitted(
            task("done"),
            task("runs"),
            task("fails"),
            task("inLine"),
            task("delayed").setNotBefore(later),
            task("waits", "runs"),
            task("next", "fails"),
            task(FAILURE, "repair", "fails"),
            task(ALWAYS, "tidy", "runs", "done"))
        .released("done", "runs", "fails")
        .succeeded("done")
        .released("inLine");
  }

  /** What was given up has ended so, and what was done before is as it was. */
  BatchStory gaveUp(String reason) {
    story.ended("done", TaskStatus.SUCCEEDED, null);
    assertThat(story.outputOf("done")).isEqualTo("\"done\"");
    for (String id : new String[] {"runs", "inLine", "delayed", "waits"}) {
      story.ended(id, TaskStatus.CANCELLED, reason);
    }
    return story;
  }
}
