package dev.sluice.core.eta;

import dev.sluice.core.eta.Standing.Runs;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Tells how long a batch still takes.
 *
 * <p><b>Likely</b> is what remains at the speed of the last while, or of the whole batch where that
 * is too short to tell; but not less than the longest remaining chain of needs takes with tasks of
 * mean length, nor than half of one task.
 *
 * <p><b>The band</b> has three causes. Two are about chance: a speed that was told from <i>n</i>
 * tasks, and <i>r</i> tasks that are still to come, are each off by the spread of the run times
 * over the square root of their number; and of the tasks that run now nobody knows how far they
 * are, which matters as long as few have ended. The third is about change: the slower one of both
 * speeds bounds the band above, and the faster one, or all slots that the workers have, below.
 *
 * <p>The longest remaining chain bounds the band on both sides (Graham, <i>Bounds on
 * multiprocessing timing anomalies</i>, 1969): nothing is faster than the chain, and at worst it
 * begins when all other tasks are done, as where one task gathers what many gave. At the end of a
 * batch the last task decides, so the upper bound has a long one to spare.
 */
public final class Forecast {

  /** Two-sided, nine in ten of a normal distribution are within so many deviations. */
  private static final double DEVIATIONS = 1.64;

  /** Fewer tasks are not taken for a speed of their own. */
  private static final long FEWEST_RECENT = 10;

  /** What is always uncertain: how long scheduling takes, what else the machines do. */
  private static final double SLACK = 0.05;

  private static final double LEAST = 0.1;
  private static final double MOST = 4;

  private final Standing standing;

  private Forecast(Standing standing) {
    this.standing = standing;
  }

  /** How long it still takes; empty while nothing has ended that a speed could be told from. */
  public static Optional<Eta> of(Standing standing) {
    if (standing.remaining() == 0) {
      return Optional.of(new Eta(Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }
    return standing.overall().known()
        ? Optional.of(new Forecast(standing).eta())
        : Optional.empty();
  }

  private Eta eta() {
    Runs runs = standing.runs();
    long remaining = standing.remaining();
    double overall = standing.overall().microsFor(remaining);
    double recent = recentKnown() ? standing.recent().microsFor(remaining) : overall;
    double capacity = standing.slots() > 0 ? remaining * runs.mean() / standing.slots() : recent;
    double path = standing.path() * runs.mean();
    double error = error();
    double likely = Math.max(recent, Math.max(path, runs.mean() / 2));
    double fastest = Math.max(path, Math.min(capacity, Math.min(overall, recent)));
    double slowest = Math.max(Math.max(likely, overall), oneAfterTheOther(recent, overall));
    double low = fastest * Math.max(LEAST, 1 - error);
    double high = slowest * (1 + Math.min(MOST, error)) + runs.p95();
    return new Eta(micros(Math.min(low, likely)), micros(likely), micros(Math.max(high, likely)));
  }

  /**
   * The chain may begin only when all else is done: no order of the tasks takes longer. Its last
   * task is counted where one is to spare.
   */
  private double oneAfterTheOther(double recent, double overall) {
    double others = 1 - (double) standing.path() / standing.remaining();
    double chain = Math.max(0, standing.path() - 1) * standing.runs().mean();
    return Math.max(recent, overall) * Math.max(0, others) + chain;
  }

  private boolean recentKnown() {
    return standing.recent().known() && standing.recent().ended() >= FEWEST_RECENT;
  }

  /** How far the speed may be off, beside itself. */
  private double error() {
    double ended = recentKnown() ? standing.recent().ended() : standing.overall().ended();
    double chance =
        DEVIATIONS * standing.runs().spread() * Math.sqrt(1 / ended + 1.0 / standing.remaining());
    double unfinished = concurrency() / standing.overall().ended();
    return SLACK + chance + unfinished;
  }

  /** How many tasks ran at a time, as far as what has ended tells. */
  private double concurrency() {
    Runs runs = standing.runs();
    return runs.mean() * runs.count() / standing.overall().micros();
  }

  private static Duration micros(double micros) {
    return Duration.of((long) Math.min(micros, Long.MAX_VALUE / 1000.0), ChronoUnit.MICROS);
  }
}
