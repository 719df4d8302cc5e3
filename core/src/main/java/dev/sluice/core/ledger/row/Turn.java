package dev.sluice.core.ledger.row;

import dev.sluice.core.task.Content;
import org.jspecify.annotations.Nullable;

/**
 * What a task takes along from the moment when it could run until it ends.
 *
 * @param slot its place in the line: {@link QueueSlot}
 * @param queuedAt when it could have run first
 * @param releases how often it was handed to the workers in this round
 * @param attempts how often workers tried, as far as they reported
 * @param lost workers that were lost with it in this round
 * @param details what its handler last said of how far it had come
 * @param chain the longest chain of its needs
 */
public record Turn(
    long slot,
    long queuedAt,
    int releases,
    int attempts,
    int lost,
    @Nullable Content details,
    Chain chain) {

  /** The turn of a task that could run now for the first time in the round. */
  public static Turn first(long slot, long at, Chain chain) {
    return new Turn(slot, at, 0, 0, 0, null, chain);
  }

  public Turn afterRelease() {
    return new Turn(slot, queuedAt, releases + 1, attempts, lost, details, chain);
  }

  public Turn afterAttempts(int more) {
    return new Turn(slot, queuedAt, releases, attempts + more, lost, details, chain);
  }

  /** A report tells of so many lost workers in all; the count never falls. */
  public Turn afterLosses(int inAll) {
    return new Turn(slot, queuedAt, releases, attempts, Math.max(lost, inAll), details, chain);
  }

  /** The handler said how far it has come; null: nothing new. */
  public Turn with(@Nullable Content newDetails) {
    return newDetails == null
        ? this
        : new Turn(slot, queuedAt, releases, attempts, lost, newDetails, chain);
  }
}
