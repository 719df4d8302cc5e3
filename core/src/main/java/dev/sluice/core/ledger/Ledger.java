package dev.sluice.core.ledger;

import dev.sluice.core.limits.Limits;
import java.util.List;
import java.util.Set;

/** Decides what an event means. */
public final class Ledger {

  private final Limits limits;
  private final Set<String> pools;

  /**
   * @param pools the pools whose release topics exist; a task for another pool is rejected
   */
  public Ledger(Limits limits, Set<String> pools) {
    this.limits = limits;
    this.pools = Set.copyOf(pools);
  }

  /**
   * What this event changes. Total and deterministic: the same event on the same rows gives the
   * same decision, no input throws, and an event that comes twice changes nothing the second time.
   */
  public Decision decide(Event event, LedgerView view) {
    return new Decision(List.of(), List.of());
  }

  @Override
  public String toString() {
    return "Ledger[" + limits + ", " + pools + "]";
  }
}
