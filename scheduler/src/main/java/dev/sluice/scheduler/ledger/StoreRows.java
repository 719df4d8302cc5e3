package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.RowStore;
import dev.sluice.core.ledger.RowWrite;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The ledger's rows in the state store of a task. */
final class StoreRows implements RowStore {

  private final KeyValueStore<Bytes, byte[]> store;

  StoreRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    // The store's range includes its upper end, ours does not.
    Bytes end = Bytes.wrap(to);
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(Bytes.wrap(from), end)) {
      boolean more = true;
      while (more && rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        more = !row.key.equals(end) && visitor.visit(row.key.get(), row.value);
      }
    }
  }

  void save(List<RowWrite> writes) {
    for (RowWrite write : writes) {
      store.put(Bytes.wrap(write.key()), write.value());
    }
  }
}
