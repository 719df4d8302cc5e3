package dev.sluice.core.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Properties over random loads; a failure prints the seed, {@code -Dsluice.seed=N} replays it. */
final class RandomBalancersTest {

  private static final int WORLDS = 500;

  private interface Property {
    void holdsFor(Random random);
  }

  private static void check(Property property) {
    Long replay = Long.getLong("sluice.seed");
    long first = replay == null ? System.nanoTime() : replay;
    for (long seed = first; seed < first + (replay == null ? WORLDS : 1); seed++) {
      try {
        property.holdsFor(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
      }
    }
  }

  @Test
  void theLeastLoadedIsTheOneThatAPlainSearchFinds() {
    check(random -> {
      int targets = 1 + random.nextInt(40);
      var balancer = new LeastLoaded(targets);
      long[] loads = new long[targets];
      long[] weights = new long[targets];
      Arrays.fill(weights, 1);
      for (int step = 0; step < 200; step++) {
        switch (random.nextInt(12)) {
          case 0, 1, 2 -> {
            int target = random.nextInt(targets + 2) - 1;
            balancer.done(target);
            if (target >= 0 && target < targets) {
              loads[target] = Math.max(0, loads[target] - 1);
            }
          }
          case 3 -> {
            int target = random.nextInt(targets);
            long load = random.nextInt(41) - 20L;
            balancer.add(target, load);
            loads[target] = Math.max(0, loads[target] + load);
          }
          case 4 -> {
            Arrays.setAll(weights, i -> 1 + random.nextInt(5));
            balancer.weigh(weights);
          }
          case 5 -> {
            balancer.fade();
            Arrays.setAll(loads, i -> loads[i] - Math.ceilDiv(loads[i], 16));
          }
          default -> {
            int expected = search(loads, weights);
            assertThat(balancer.next()).isEqualTo(expected);
            loads[expected]++;
          }
        }
        for (int target = 0; target < targets; target++) {
          assertThat(balancer.load(target)).isEqualTo(loads[target]);
        }
      }
    });
  }

  private static int search(long[] loads, long[] weights) {
    int best = 0;
    for (int i = 1; i < loads.length; i++) {
      if ((loads[i] + 1) * weights[best] < (loads[best] + 1) * weights[i]) {
        best = i;
      }
    }
    return best;
  }

  @Test
  void inARoundEachHasItsTurn() {
    check(random -> {
      int targets = 1 + random.nextInt(20);
      var balancer = new RoundRobin(targets, random.nextInt(100) - 50);
      int[] given = new int[targets];
      for (int i = random.nextInt(100); i > 0; i--) {
        given[balancer.next()]++;
      }
      int least = Arrays.stream(given).min().orElseThrow();
      assertThat(Arrays.stream(given)).allMatch(number -> number - least <= 1);
    });
  }

  @Test
  void diceFallEverywhereAndTheSameForASeed() {
    check(random -> {
      int targets = 1 + random.nextInt(8);
      long seed = random.nextLong();
      var one = new Dice(targets, new Random(seed));
      var same = new Dice(targets, new Random(seed));
      int[] given = new int[targets];
      for (int i = 0; i < 400; i++) {
        int chosen = one.next();
        assertThat(same.next()).isEqualTo(chosen);
        given[chosen]++;
      }
      assertThat(Arrays.stream(given)).allMatch(number -> number > 0);
    });
  }

  @Test
  void sharesAreExactPartsRoundedUpOrDown() {
    check(random -> {
      int total = random.nextInt(10_000);
      int[] weights =
          IntStream.range(0, 1 + random.nextInt(20)).map(i -> random.nextInt(9)).toArray();
      weights[random.nextInt(weights.length)] = 1 + random.nextInt(9);
      long sum = Arrays.stream(weights).sum();

      int[] shares = Shares.of(total, weights);

      assertThat(Arrays.stream(shares).sum()).isEqualTo(total);
      for (int i = 0; i < weights.length; i++) {
        double exact = (double) total * weights[i] / sum;
        assertThat(shares[i]).isBetween((int) Math.floor(exact), (int) Math.ceil(exact));
      }
    });
  }
}
