package dev.sluice.core.ledger.row;

/** The header of a batch: small, because nearly every decision rewrites it. */
public record BatchRow(Life life, BatchPolicy policy, Tally tally, Backlog backlog, Edges edges) {

  /** A batch of which nothing is known yet. */
  public static BatchRow unopened(long at) {
    return new BatchRow(
        Life.unopened(at), BatchPolicy.DEFAULT, Tally.ZERO, Backlog.EMPTY, Edges.NONE);
  }

  /** Whether every task of the batch has been submitted. */
  public boolean complete() {
    return life.sealed() && tally.received() >= life.expected();
  }

  public BatchRow with(Life next) {
    return new BatchRow(next, policy, tally, backlog, edges);
  }

  public BatchRow with(BatchPolicy next) {
    return new BatchRow(life, next, tally, backlog, edges);
  }

  public BatchRow with(Tally next) {
    return new BatchRow(life, policy, next, backlog, edges);
  }

  public BatchRow with(Backlog next) {
    return new BatchRow(life, policy, tally, next, edges);
  }

  public BatchRow with(Edges next) {
    return new BatchRow(life, policy, tally, backlog, next);
  }
}
