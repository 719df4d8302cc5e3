package dev.sluice.results.report;

import java.util.List;

/**
 * What happened when, in steps of equal length.
 *
 * @param startMicros when the first step begins, microseconds since the epoch
 * @param stepMicros how long each step is; 0 where nothing happened
 * @param steps at most {@value #MOST_STEPS}, without a gap
 */
public record Timeline(long startMicros, long stepMicros, List<Step> steps) {

  /** Steps get longer before there are more. */
  public static final int MOST_STEPS = 160;

  /** Nothing happened. */
  public static final Timeline EMPTY = new Timeline(0, 0, List.of());

  public Timeline {
    steps = List.copyOf(steps);
    if (steps.size() > MOST_STEPS) {
      throw new IllegalArgumentException(
          "steps must be at most " + MOST_STEPS + ", was " + steps.size());
    }
  }

  /**
   * One step.
   *
   * @param succeeded tasks that ended so in it
   * @param failed tasks that failed, timed out or were rejected in it
   * @param stopped tasks that were cancelled or skipped in it
   * @param running how many ran on average
   */
  public record Step(long succeeded, long failed, long stopped, double running) {

    /** How many tasks ended in it. */
    public long ended() {
      return succeeded + failed + stopped;
    }
  }
}
