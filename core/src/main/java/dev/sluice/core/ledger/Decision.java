package dev.sluice.core.ledger;

import java.util.List;

/**
 * What to write and what to make known, both in order. The writes and the effects of one decision
 * belong into one transaction.
 */
public record Decision(List<RowWrite> writes, List<Effect> effects) {

  public Decision {
    writes = List.copyOf(writes);
    effects = List.copyOf(effects);
  }
}
