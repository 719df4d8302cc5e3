package dev.sluice.worker.execution;

import dev.sluice.core.limits.Limits;
import java.time.Duration;

/**
 * Limits of an execution.
 *
 * @param limits a larger output fails the task, a longer error message is cut
 * @param spawn what one attempt may add to its batch
 * @param stopGrace how long a stopped handler may take to end before its thread is given up
 * @param unserved how long after it could have run first a task of a type without a handler here is
 *     left to other workers
 */
public record ExecutionSettings(
    Limits limits, SpawnLimits spawn, Duration stopGrace, Duration unserved) {

  public ExecutionSettings {
    if (stopGrace.isNegative()) {
      throw new IllegalArgumentException("stopGrace must not be negative, was " + stopGrace);
    }
  }
}
