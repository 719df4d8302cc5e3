package dev.sluice.core.ledger.row;

import org.jspecify.annotations.Nullable;

/**
 * The header of a batch: small, because nearly every decision rewrites it.
 *
 * @param paths which chains of needs are still to be done
 * @param heardAt when something of the batch was submitted last, in microseconds since the epoch
 * @param adaptive the window if it follows the live workers; else null
 */
public record BatchRow(
    Life life,
    BatchPolicy policy,
    Tally tally,
    Backlog backlog,
    Edges edges,
    Paths paths,
    long heardAt,
    @Nullable AdaptiveWindow adaptive) {

  /**
   * A batch of which nothing is known yet.
   *
   * @param round 1, unless there was a batch of this id not long ago
   */
  public static BatchRow unopened(long at, int round) {
    return new BatchRow(
        Life.unopened(at, round),
        BatchPolicy.DEFAULT,
        Tally.ZERO,
        Backlog.EMPTY,
        Edges.NONE,
        Paths.NONE,
        at,
        null);
  }

  /** Whether every task of the batch has been submitted. */
  public boolean complete() {
    return life.sealed() && tally.received() >= life.expected();
  }

  /** Tasks that may be released and not ended; 0 = no limit. */
  public int window() {
    return adaptive == null ? policy.window() : adaptive.window();
  }

  /** Whether the window has room for one more task. */
  public boolean admits() {
    int window = window();
    return window <= 0 || tally.active() < window;
  }

  public BatchRow with(Life next) {
    return new BatchRow(next, policy, tally, backlog, edges, paths, heardAt, adaptive);
  }

  public BatchRow with(BatchPolicy next) {
    return new BatchRow(life, next, tally, backlog, edges, paths, heardAt, adaptive);
  }

  public BatchRow with(Tally next) {
    return new BatchRow(life, policy, next, backlog, edges, paths, heardAt, adaptive);
  }

  public BatchRow with(Backlog next) {
    return new BatchRow(life, policy, tally, next, edges, paths, heardAt, adaptive);
  }

  public BatchRow with(Edges next) {
    return new BatchRow(life, policy, tally, backlog, next, paths, heardAt, adaptive);
  }

  public BatchRow with(@Nullable AdaptiveWindow next) {
    return new BatchRow(life, policy, tally, backlog, edges, paths, heardAt, next);
  }

  /** A chain of needs of this many tasks is to be done; 0 = not known. */
  public BatchRow withToDo(int path) {
    return with(paths.with(path));
  }

  /** The first task of a chain of needs of this many tasks has ended. */
  public BatchRow withDone(int path) {
    return with(paths.without(path));
  }

  private BatchRow with(Paths next) {
    return new BatchRow(life, policy, tally, backlog, edges, next, heardAt, adaptive);
  }

  public BatchRow heard(long at) {
    return new BatchRow(life, policy, tally, backlog, edges, paths, at, adaptive);
  }
}
