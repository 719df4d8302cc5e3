package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.BatchRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to write and what to make known, both in order. The writes and the effects of one decision
 * belong into one transaction.
 *
 * @param batch the header of the batch if it changed. It is no row yet, because nearly every
 *     decision changes it: one row for all decisions of a transaction is enough
 */
public record Decision(@Nullable BatchRow batch, List<RowWrite> writes, List<Effect> effects) {

  public Decision {
    writes = List.copyOf(writes);
    effects = List.copyOf(effects);
  }
}
