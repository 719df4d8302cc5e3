package dev.sluice.core.assign;

/** How many targets there are. */
final class Targets {

  private Targets() {}

  static int atLeastOne(int targets) {
    if (targets < 1) {
      throw new IllegalArgumentException("targets must be at least 1, was " + targets);
    }
    return targets;
  }
}
