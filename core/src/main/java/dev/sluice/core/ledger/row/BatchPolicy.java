package dev.sluice.core.ledger.row;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.OnFailure;

/**
 * The part of a batch's options that decisions look at all the time.
 *
 * @param maxFailed more failed tasks than this stop the batch; -1 = no limit
 * @param maxFailedPercent the same in percent of the expected tasks; negative = no limit
 * @param window tasks that may be released and not ended; 0 = no limit
 * @param deadline microseconds since the epoch; 0 = none
 */
public record BatchPolicy(
    OnFailure onFailure, long maxFailed, double maxFailedPercent, int window, long deadline) {

  public static final BatchPolicy DEFAULT = of(BatchOptions.DEFAULT);

  public static BatchPolicy of(BatchOptions options) {
    int window =
        switch (options.mode()) {
          case SEQUENTIAL -> 1;
          case PARALLEL -> options.maxParallel();
          case DISTRIBUTED, ADAPTIVE -> 0;
        };
    return new BatchPolicy(
        options.onFailure(),
        options.maxFailed(),
        options.maxFailedPercent(),
        window,
        options.deadline());
  }

  public BatchPolicy withoutDeadline() {
    return new BatchPolicy(onFailure, maxFailed, maxFailedPercent, window, 0);
  }

  /** Whether this many failed tasks are more than the batch bears. */
  public boolean exceededBy(long failed, long expected) {
    return (maxFailed >= 0 && failed > maxFailed)
        || (maxFailedPercent >= 0 && expected > 0 && failed * 100.0 > maxFailedPercent * expected);
  }
}
