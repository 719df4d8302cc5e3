package dev.sluice.benchmarks.micro;

import dev.sluice.core.ledger.Event;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The events of an ordinary batch. */
record Events(String batchId, long at) {

  static Events ofOneBatch() {
    return new Events("benchmark-20260101T000000000-abcdef", 1_767_225_600_000_000L);
  }

  Event open(int tasks) {
    return new Event.OpenRequested(
        batchId,
        at,
        new BatchOptions(
            "benchmark",
            OptionalLong.of(tasks),
            false,
            OnFailure.CONTINUE,
            -1,
            -1.0,
            Mode.DISTRIBUTED,
            0,
            0,
            Map.of(),
            0));
  }

  Event submitted(String taskId, List<String> needs) {
    return new Event.TaskSubmitted(batchId, at, task(taskId, needs));
  }

  Event reported(String taskId) {
    return new Event.TaskReported(
        batchId, at, taskId, 1, TaskStatus.SUCCEEDED, null, null, null, 1, at, at, "worker-1");
  }

  TaskSpec task(String taskId, List<String> needs) {
    return new TaskSpec(
        taskId,
        null,
        "noop",
        Content.EMPTY,
        needs,
        RunIf.SUCCESS,
        Priority.NORMAL,
        0,
        null,
        "default",
        null,
        0,
        null,
        true,
        Map.of(),
        true,
        0);
  }
}
