package dev.sluice.core.eta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.eta.Standing.Runs;
import dev.sluice.core.eta.Standing.Speed;
import java.time.Duration;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static final long SECOND = 1_000_000;
  private static final Runs STEADY = new Runs(50, SECOND, 0, SECOND);

  @Test
  void nothingIsToldBeforeATaskHasEnded() {
    assertThat(Forecast.of(standing(10, Speed.UNKNOWN, Runs.NONE))).isEmpty();
  }

  @Test
  void nothingIsLeftWhenNothingRemains() {
    assertThat(Forecast.of(standing(0, Speed.UNKNOWN, Runs.NONE)))
        .contains(new Eta(Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void whatRemainsTakesAsLongAsItTookSoFar() {
    Eta eta = Forecast.of(standing(50, new Speed(50, 10 * SECOND), STEADY)).orElseThrow();

    assertThat(eta.likely()).isEqualTo(Duration.ofSeconds(10));
    assertThat(eta.low()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
    assertThat(eta.high()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(14));
  }

  @Test
  void theSpeedOfTheLastWhileCountsAndTheOtherOneWidensTheBand() {
    Speed overall = new Speed(50, 100 * SECOND);
    Speed recent = new Speed(40, 10 * SECOND);
    Eta eta = Forecast.of(new Standing(40, overall, recent, STEADY, 0, 0)).orElseThrow();

    assertThat(eta.likely()).isEqualTo(Duration.ofSeconds(10));
    assertThat(eta.high()).isGreaterThan(Duration.ofSeconds(80));
  }

  @Test
  void aLongChainOfNeedsBoundsItBelowWhateverTheSpeed() {
    Speed overall = new Speed(50, 10 * SECOND);
    Eta eta = Forecast.of(new Standing(50, overall, overall, STEADY, 30, 100)).orElseThrow();

    assertThat(eta.likely()).isEqualTo(Duration.ofSeconds(30));
    assertThat(eta.low()).isGreaterThan(Duration.ofSeconds(20));
  }

  @Test
  void slotsThatWereNotUsedSoFarMayMakeItFaster() {
    Speed overall = new Speed(50, 50 * SECOND);
    Eta few = Forecast.of(new Standing(50, overall, overall, STEADY, 0, 1)).orElseThrow();
    Eta many = Forecast.of(new Standing(50, overall, overall, STEADY, 0, 25)).orElseThrow();

    assertThat(many.likely()).isEqualTo(few.likely());
    assertThat(many.low()).isLessThan(Duration.ofSeconds(3));
    assertThat(few.low()).isGreaterThan(Duration.ofSeconds(40));
  }

  @Test
  void hugeNumbersGiveNoNonsense() {
    Speed slow = new Speed(1, Long.MAX_VALUE);
    Eta eta = Forecast.of(new Standing(Long.MAX_VALUE, slow, slow, STEADY, 0, 1)).orElseThrow();

    assertThat(eta.high()).isGreaterThanOrEqualTo(eta.likely());
    assertThatThrownBy(() -> new Standing(-1, slow, slow, STEADY, 0, 0))
        .hasMessageContaining("remaining");
  }

  @Test
  void passedTimeIsNotLeftAnyMore() {
    var eta = new Eta(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(9));

    assertThat(eta.after(Duration.ofSeconds(3)))
        .isEqualTo(new Eta(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(6)));
    assertThat(eta.after(Duration.ofSeconds(-3))).isEqualTo(eta);
  }

  /**
   * Tasks of random lengths on some slots, asked at a quarter, a half and nine tenths. How often
   * the truth is within the band must be near what the band claims.
   */
  @Test
  void theBandHoldsWhatHappensNineTimesInTen() {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    var random = new Random(seed);
    int held = 0;
    int asked = 0;
    double width = 0;
    for (int batch = 0; batch < 300; batch++) {
      Run run = new Run(random);
      for (double part : new double[] {0.25, 0.5, 0.9}) {
        int ended = Math.max(1, (int) (run.ends.length * part));
        Eta eta = Forecast.of(run.after(ended)).orElseThrow();
        double truth = run.ends[run.ends.length - 1] - run.ends[ended - 1];
        asked++;
        held += truth >= micros(eta.low()) && truth <= micros(eta.high()) ? 1 : 0;
        width += (micros(eta.high()) - micros(eta.low())) / Math.max(1.0, micros(eta.likely()));
      }
    }

    String replay = "held %d of %d, replay with -Dsluice.seed=%d".formatted(held, asked, seed);
    assertThat((double) held / asked).as(replay).isGreaterThan(0.85);
    assertThat(width / asked).as("a band that tells something, %s", replay).isLessThan(2.5);
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1000.0;
  }

  private static Standing standing(long remaining, Speed overall, Runs runs) {
    return new Standing(remaining, overall, Speed.UNKNOWN, runs, 0, 0);
  }

  /** A batch of independent tasks: when each ended, in order, and how long those ran. */
  private static final class Run {
    private final long[] ends;
    private final long[] runs;
    private final int slots;

    private Run(Random random) {
      int tasks = 20 + random.nextInt(500);
      slots = 1 + random.nextInt(16);
      double sigma = random.nextDouble() * 0.8;
      ends = new long[tasks];
      runs = new long[tasks];
      var running = new PriorityQueue<long[]>((a, b) -> Long.compare(a[0], b[0]));
      int started = 0;
      for (int ended = 0; ended < tasks; ended++) {
        long now = ended == 0 ? 0 : ends[ended - 1];
        while (started < tasks && running.size() < slots) {
          long length = (long) (SECOND * Math.exp(sigma * random.nextGaussian()));
          running.add(new long[] {now + length, length});
          started++;
        }
        long[] first = running.remove();
        ends[ended] = first[0];
        runs[ended] = first[1];
      }
    }

    private Standing after(int ended) {
      long[] known = Arrays.copyOf(runs, ended);
      Arrays.sort(known);
      double mean = Arrays.stream(known).average().orElse(0);
      double squares = Arrays.stream(known).mapToDouble(run -> (run - mean) * (run - mean)).sum();
      Runs spread =
          new Runs(ended, mean, Math.sqrt(squares / ended), known[(int) ((ended - 1) * 0.95)]);
      int quarter = ended / 4;
      Speed recent =
          quarter == 0
              ? Speed.UNKNOWN
              : new Speed(quarter, ends[ended - 1] - ends[ended - 1 - quarter]);
      return new Standing(
          ends.length - ended, new Speed(ended, ends[ended - 1]), recent, spread, 0, slots);
    }
  }
}
