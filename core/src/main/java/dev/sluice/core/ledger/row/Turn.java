package dev.sluice.core.ledger.row;

/**
 * What a task takes along from the moment when it could run until it ends.
 *
 * @param slot its place in the line: {@link QueueSlot}
 * @param queuedAt when it could have run first
 * @param releases how often it was handed to the workers in this round
 * @param attempts how often workers tried, as far as they reported
 */
public record Turn(long slot, long queuedAt, int releases, int attempts) {

  /** The turn of a task that could run now for the first time in the round. */
  public static Turn first(long slot, long at) {
    return new Turn(slot, at, 0, 0);
  }

  public Turn afterRelease() {
    return new Turn(slot, queuedAt, releases + 1, attempts);
  }

  public Turn afterAttempts(int more) {
    return new Turn(slot, queuedAt, releases, attempts + more);
  }
}
