package dev.sluice.benchmarks.micro;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.Event;
import dev.sluice.core.ledger.Ledger;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.RowStore;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.limits.Terms;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A ledger on rows in memory: what decisions cost without a state store. */
final class MemoryLedger implements RowStore {

  private final Ledger ledger = new Ledger(Limits.DEFAULT, Terms.DEFAULT, Set.of("default"));
  private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<String, BatchRow> headers = new HashMap<>();
  private final LedgerView view = LedgerView.of(this, headers::get);

  /** Decides and saves. */
  Decision send(Event event) {
    Decision decision = ledger.decide(event, view);
    for (RowWrite write : decision.writes()) {
      if (write.value() == null) {
        rows.remove(write.key());
      } else {
        rows.put(write.key(), write.value());
      }
    }
    if (decision.batch() != null) {
      headers.put(event.batchId(), decision.batch());
    }
    return decision;
  }

  /** The header of a batch. */
  BatchRow header(String batchId) {
    BatchRow header = headers.get(batchId);
    if (header == null) {
      throw new IllegalArgumentException("no batch " + batchId);
    }
    return header;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return rows.get(key);
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    for (Map.Entry<byte[], byte[]> row : rows.subMap(from, to).entrySet()) {
      if (!visitor.visit(row.getKey(), row.getValue())) {
        return;
      }
    }
  }
}
