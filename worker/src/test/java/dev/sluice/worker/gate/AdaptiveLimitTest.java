package dev.sluice.worker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Adaptive limits before a service of which so many calls at a time make progress. */
class AdaptiveLimitTest {

  private static final long SEED = 20261121;
  private static final AdaptiveBounds BOUNDS = new AdaptiveBounds(2, 8, 400);

  private final Random random = new Random(SEED);
  private long now = TimeUnit.DAYS.toNanos(-1);
  private boolean pressed;
  private final AdaptiveLimit limit = new AdaptiveLimit(BOUNDS, () -> now, () -> pressed);

  private record Call(long ends, long took, int inside) implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      return Long.compare(ends, other.ends);
    }
  }

  /**
   * Keeps as many calls going as the limit says.
   *
   * @param width so many calls go on at full speed, more of them share it
   * @param spread of a call's length around its mean, 0 to 1
   */
  private void load(int seconds, int width, long meanMillis, double spread, double timeouts) {
    long until = now + TimeUnit.SECONDS.toNanos(seconds);
    var going = new PriorityQueue<Call>();
    while (now < until) {
      while (going.size() < limit.now()) {
        double slower = Math.max(1, (going.size() + 1.0) / width);
        double varied = 1 + spread * (2 * random.nextDouble() - 1);
        long took = (long) (TimeUnit.MILLISECONDS.toNanos(meanMillis) * slower * varied);
        going.add(new Call(now + took, took, going.size() + 1));
      }
      Call done = going.remove();
      now = done.ends();
      limit.add(done.took(), done.inside(), random.nextDouble() < timeouts);
    }
  }

  @Test
  void itFindsTheNumberFromWhichMoreGetNoMoreDone() {
    load(300, 40, 20, 0, 0);
    assertThat(limit.now()).isBetween(40, 100);
  }

  @Test
  void itFindsItWhereTasksDifferInLength() {
    load(300, 40, 20, 0.8, 0);
    assertThat(limit.now()).isBetween(30, 100);
  }

  @Test
  void itFindsItWhereTasksTakeLong() {
    load(7_200, 40, 10_000, 0.3, 0);
    assertThat(limit.now()).isBetween(30, 100);
  }

  @Test
  void itGrowsToTheMostWhereMoreGetMoreDone() {
    load(300, 10_000, 20, 0.5, 0);
    assertThat(limit.now()).isGreaterThan(200);
  }

  @Test
  void itShrinksWhenTheServiceBecomesNarrow() {
    load(300, 200, 20, 0.3, 0);
    int wide = limit.now();
    load(120, 20, 20, 0.3, 0);
    assertThat(limit.now()).isLessThan(wide / 2).isBetween(10, 60);
  }

  @Test
  void aRareTimeoutIsNothingAndManyShrinkIt() {
    load(120, 100, 20, 0.3, 0.01);
    int before = limit.now();
    assertThat(before).isGreaterThan(60);
    load(120, 100, 20, 0.3, 0.5);
    assertThat(limit.now()).isEqualTo(BOUNDS.min());
  }

  @Test
  void itShrinksWhileTheProcessIsShortOfSomething() {
    load(120, 100, 20, 0.3, 0);
    int before = limit.now();
    pressed = true;
    load(10, 100, 20, 0.3, 0);
    assertThat(limit.now()).isLessThan(before / 2);
  }
}
