package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.RowKeys;

/** I9: replaying what a partition took into a fresh ledger gives the same effects and rows. */
final class ReplayGivesTheSame implements Invariant {

  @Override
  public void end(Ended world) {
    for (Ended.Partition partition : world.partitions()) {
      Decider decider = world.freshDecider();
      Rows rows = new Rows();
      for (Step step : partition.steps()) {
        Decision decision = decider.decide(step.event(), rows.view(step.lookedUp()::get));
        require(
            decision.effects().equals(step.decision().effects()),
            "%s gave %s the second time, first %s",
            step.event(),
            decision.effects(),
            step.decision().effects());
        save(step.batchId(), decision, rows);
      }
      require(rows.sameAs(partition.rows()), "the rows of a replay differ");
    }
  }

  /** As the scheduler saves it. */
  static void save(String batchId, Decision decision, Rows rows) {
    decision.writes().forEach(rows::write);
    if (decision.batch() != null) {
      rows.write(new RowWrite(RowKeys.batch(batchId), BatchRows.write(decision.batch())));
    }
  }
}
