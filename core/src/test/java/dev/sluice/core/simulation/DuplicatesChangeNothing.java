package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.row.BatchRow;
import org.jspecify.annotations.Nullable;

/** A record that comes twice changes nothing the second time. */
final class DuplicatesChangeNothing implements Invariant {

  private static final int EVERY = 4;

  /** A round that ended at once may be followed by another one, a forgotten batch by a new one. */
  private static boolean meantAgain(Step step, @Nullable BatchRow after) {
    boolean another =
        step.event() instanceof Event.RetryRequested
            && after != null
            && after.life().status().terminal();
    return another || !step.effects(Effect.ForgetBatch.class).isEmpty();
  }

  @Override
  public void decided(Step step, LedgerView view, Decider decider, History history) {
    BatchRow after = step.after();
    boolean busy = after != null && after.backlog().hasWork();
    if (step.source() == null || step.offset() % EVERY != 0 || busy || meantAgain(step, after)) {
      return; // what was left over goes on with every event
    }
    Decision again = decider.decide(step.event(), view);
    boolean quiet =
        again.effects().stream()
            .allMatch(e -> e instanceof Effect.Ignored || e instanceof Effect.Rejected);
    require(
        quiet && again.writes().isEmpty() && again.batch() == null,
        "%s came again and did %s, %d writes, header %s",
        step.event(),
        again.effects(),
        again.writes().size(),
        again.batch());
  }
}
