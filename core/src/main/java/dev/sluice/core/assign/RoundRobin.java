package dev.sluice.core.assign;

/** One target after the other: what they were given differs by at most one. */
public final class RoundRobin implements Balancer {

  private final int targets;
  private int next;

  /**
   * @param first the target to begin with; several who spread over the same targets begin apart
   */
  public RoundRobin(int targets, int first) {
    this.targets = Targets.atLeastOne(targets);
    this.next = Math.floorMod(first, targets);
  }

  @Override
  public int next() {
    int chosen = next;
    next = chosen + 1 == targets ? 0 : chosen + 1;
    return chosen;
  }

  @Override
  public void done(int target) {}
}
