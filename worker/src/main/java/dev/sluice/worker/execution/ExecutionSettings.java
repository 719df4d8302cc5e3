package dev.sluice.worker.execution;

import java.time.Duration;

/**
 * Limits of an execution.
 *
 * @param outputBytes a larger output fails the task
 * @param errorTextChars longer error messages are cut
 * @param stopGrace how long a stopped handler may take to end before its thread is given up
 */
public record ExecutionSettings(int outputBytes, int errorTextChars, Duration stopGrace) {

  public ExecutionSettings {
    if (stopGrace.isNegative()) {
      throw new IllegalArgumentException("stopGrace must not be negative, was " + stopGrace);
    }
  }
}
