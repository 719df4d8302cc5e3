package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.LedgerView;

/**
 * Something that holds in every world, whatever happens. Judges what was committed, decision by
 * decision, before anybody outside can see it: what was rolled back never happened.
 */
interface Invariant {

  /** An event is about to be added to the history. */
  default void event(Step step, History history) {}

  /** An effect is about to be added to the history. */
  default void effect(Step step, Effect effect, History history) {}

  /** A decision and all its effects were added to the history. */
  default void step(Step step, History history) {}

  /**
   * A decision was just made and may still be rolled back: the rows are as it left them, the
   * history is that of the decisions that were committed.
   */
  default void decided(Step step, LedgerView view, Decider decider, History history) {}

  /** Now and then, with nothing uncommitted in the rows. */
  default void rows(LedgerView view, History history) {}

  /** Everything has come to rest. */
  default void end(Ended world) {}

  /** Complains if the condition does not hold. */
  default void require(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw new Violation(getClass(), format.formatted(arguments));
    }
  }
}
