package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Progress;
import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Yardstick;

/**
 * What every workload of a run shares.
 *
 * @param repetitions measured rounds after the warm-up
 */
public record Context(Scale scale, int repetitions, Yardstick yardstick, Progress progress) {

  public Context {
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be at least 1, was " + repetitions);
    }
  }

  /** Rounds of workloads that take about a second: more of them, to be steadier. */
  int shortRepetitions() {
    return 5 * repetitions;
  }
}
