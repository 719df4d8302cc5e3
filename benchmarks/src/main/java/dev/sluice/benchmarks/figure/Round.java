package dev.sluice.benchmarks.figure;

import java.time.Duration;

/**
 * One measured round.
 *
 * @param elapsed from the first submit until everything is known
 * @param cpu processor time that the processes used meanwhile
 */
public record Round(long tasks, Duration elapsed, CpuTimes cpu) {

  private static final double NANOS = 1e9;

  public Round {
    if (tasks < 1) {
      throw new IllegalArgumentException("tasks must be at least 1, was " + tasks);
    }
    if (elapsed.isNegative() || elapsed.isZero()) {
      throw new IllegalArgumentException("elapsed must be more than zero, was " + elapsed);
    }
  }

  public double seconds() {
    return elapsed.toNanos() / NANOS;
  }

  public double tasksPerSecond() {
    return tasks / seconds();
  }

  /** Processor time of one process for each task. */
  public double cpuMicrosPerTask(String process) {
    return cpu.micros(process) / (double) tasks;
  }
}
