package dev.sluice.core.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All the randomness there is in a simulated world: the same seed gives the same choices. */
final class Chance {

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Choices that depend on these numbers and nothing else. */
  static Chance of(long... numbers) {
    long seed = 0;
    for (long number : numbers) {
      seed = (seed ^ number) * SPREAD;
      seed ^= seed >>> 32;
    }
    return new Chance(seed);
  }

  /** Choices of its own, so that one part of the world does not disturb another. */
  Chance split() {
    return new Chance(random.nextLong());
  }

  long number() {
    return random.nextLong();
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends are possible. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Both ends are possible. */
  long between(long least, long most) {
    return least + random.nextLong(most - least + 1);
  }

  /** Both ends are possible, and every order of magnitude between them is as likely as another. */
  long magnitude(long least, long most) {
    double exponent = random.nextDouble() * Math.log((double) most / least);
    return Math.min(most, (long) (least * Math.exp(exponent)));
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** A few swaps of neighbours: what comes close together may change places. */
  <T> void jumble(List<T> values, int swaps) {
    for (int i = 0; i < swaps && values.size() > 1; i++) {
      int first = random.nextInt(values.size() - 1);
      T moved = values.remove(first);
      values.add(Math.min(values.size(), first + 1 + random.nextInt(4)), moved);
    }
  }
}
