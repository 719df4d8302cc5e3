package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is done of a partition, against a set of offsets that says the same more slowly. */
class CompletionFrontierTest {

  private static final int HISTORIES = 500;
  private static final int STEPS = 300;
  private static final int WIDTH = 120;

  @Test
  void anyOrderOfCompletionsGivesTheSamePrefix() {
    long first = Long.getLong("sluice.seed", System.nanoTime());
    for (long seed = first; seed < first + HISTORIES; seed++) {
      try {
        live(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
      }
    }
  }

  private static void live(Random random) {
    long start = random.nextInt(1_000);
    var frontier = new CompletionFrontier(start);
    var done = new TreeSet<Long>();
    for (int step = 0; step < STEPS; step++) {
      long from = frontier.base() - 3 + random.nextInt(WIDTH);
      long to = from + (random.nextInt(4) == 0 ? random.nextInt(10) : 1);
      frontier.complete(from, to);
      for (long each = Math.max(start, from); each < to; each++) {
        done.add(each);
      }
      long base = start;
      while (done.contains(base)) {
        base++;
      }
      assertThat(frontier.base()).isEqualTo(base);
      long end = done.isEmpty() ? base : Math.max(base, done.last() + 1);
      assertThat(frontier.end()).isEqualTo(end);
      long probe = base + random.nextInt(WIDTH);
      assertThat(frontier.done(probe)).isEqualTo(done.contains(probe));
      assertThat(frontier.nextOpen(probe)).isEqualTo(nextOpen(done, probe));
      Long nextDone = done.ceiling(probe);
      assertThat(frontier.nextDone(probe)).isEqualTo(nextDone == null ? Long.MAX_VALUE : nextDone);
    }
  }

  private static long nextOpen(TreeSet<Long> done, long probe) {
    long open = probe;
    while (done.contains(open)) {
      open++;
    }
    return open;
  }

  @Test
  void aGapOfAnyLengthCostsNothing() {
    var frontier = new CompletionFrontier(5);
    frontier.complete(6, Long.MAX_VALUE / 2);
    assertThat(frontier.base()).isEqualTo(5);
    frontier.complete(5);
    assertThat(frontier.base()).isEqualTo(Long.MAX_VALUE / 2);
  }
}
