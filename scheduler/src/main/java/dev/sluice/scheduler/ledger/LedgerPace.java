package dev.sluice.scheduler.ledger;

import java.time.Duration;

/**
 * How fast the ledger works.
 *
 * @param young a commit is asked for at once after a record up to this age
 * @param timerTick how often due timers are looked for
 * @param workTick how often work that was left over goes on
 * @param summaryTick how often the summaries of running batches that changed are published
 * @param workSteps decisions about left-over work of a batch in one go
 */
public record LedgerPace(
    Duration young, Duration timerTick, Duration workTick, Duration summaryTick, int workSteps) {

  /** The measured defaults. */
  public static final LedgerPace DEFAULT =
      new LedgerPace(
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofMillis(5),
          Duration.ofMillis(500),
          64);

  public LedgerPace {
    if (workSteps < 1) {
      throw new IllegalArgumentException("workSteps must be at least 1, was " + workSteps);
    }
    if (timerTick.toMillis() < 1 || workTick.toMillis() < 1) {
      throw new IllegalArgumentException(
          "ticks must be at least 1 ms, were " + timerTick + " and " + workTick);
    }
  }
}
