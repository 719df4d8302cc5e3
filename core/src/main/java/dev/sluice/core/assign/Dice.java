package dev.sluice.core.assign;

import java.util.random.RandomGenerator;

/** Any target, each as likely as the others. */
public final class Dice implements Balancer {

  private final int targets;
  private final RandomGenerator random;

  /**
   * @param random the same seed gives the same choices
   */
  public Dice(int targets, RandomGenerator random) {
    this.targets = Targets.atLeastOne(targets);
    this.random = random;
  }

  @Override
  public int next() {
    return random.nextInt(targets);
  }

  @Override
  public void done(int target) {}
}
