package dev.sluice.scheduler.command;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.records.Open;
import dev.sluice.records.StartMode;
import java.util.OptionalLong;

/** An open command in the words of core. */
final class OpenedBatch {

  private OpenedBatch() {}

  static BatchOptions of(Open open) {
    Long expected = open.getExpectedTasks();
    return new BatchOptions(
        open.getName(),
        expected == null ? OptionalLong.empty() : OptionalLong.of(expected),
        open.getStart() == StartMode.HELD,
        OnFailure.valueOf(open.getOnFailure().name()),
        open.getMaxFailed(),
        open.getMaxFailedPercent(),
        mode(open.getMode()),
        open.getMaxParallel(),
        open.getDeadline(),
        open.getLabels(),
        open.getOpenTimeoutMs());
  }

  private static Mode mode(dev.sluice.records.Mode mode) {
    return switch (mode) {
      case SEQUENTIAL -> Mode.SEQUENTIAL;
      case PARALLEL -> Mode.PARALLEL;
      case DISTRIBUTED -> Mode.DISTRIBUTED;
      case ADAPTIVE -> Mode.ADAPTIVE;
    };
  }
}
