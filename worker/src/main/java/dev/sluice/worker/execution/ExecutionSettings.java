package dev.sluice.worker.execution;

import dev.sluice.core.limits.Limits;
import java.time.Duration;

/**
 * Limits of an execution.
 *
 * @param limits a larger output fails the task, a longer error message is cut
 * @param spawn what one attempt may add to its batch
 * @param stopGrace how long a stopped handler may take to end before its thread is given up
 */
public record ExecutionSettings(Limits limits, SpawnLimits spawn, Duration stopGrace) {

  public ExecutionSettings {
    if (stopGrace.isNegative()) {
      throw new IllegalArgumentException("stopGrace must not be negative, was " + stopGrace);
    }
  }
}
