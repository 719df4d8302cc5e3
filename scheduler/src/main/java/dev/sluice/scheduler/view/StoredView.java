package dev.sluice.scheduler.view;

import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.scheduler.view.LedgerNotHereException.Restoring;
import java.util.Arrays;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition as they are stored, which any thread may read: RocksDB underneath sees
 * to it. Rows of one answer may be of different moments.
 */
record StoredView(ReadOnlyKeyValueStore<Bytes, byte[]> rows) {

  byte @Nullable [] get(byte[] key) {
    try {
      return rows.get(Bytes.wrap(key));
    } catch (InvalidStateStoreException e) {
      throw moved(e);
    }
  }

  /**
   * Visits the rows that start with a prefix, until the visitor has had enough.
   *
   * @param prefix of all their keys
   * @param after a key; only rows beyond it, in the direction of the walk
   */
  void walk(
      byte[] prefix,
      byte @Nullable [] after,
      boolean descending,
      BiPredicate<byte[], byte[]> visitor) {
    byte[] from = after == null || descending ? prefix : RowKeys.after(after);
    byte[] to = after == null || !descending ? RowKeys.afterPrefix(prefix) : after;
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    // The store's range includes its upper end, ours does not.
    Bytes end = Bytes.wrap(to);
    try (KeyValueIterator<Bytes, byte[]> found =
        descending ? rows.reverseRange(Bytes.wrap(from), end) : rows.range(Bytes.wrap(from), end)) {
      boolean more = true;
      while (more && found.hasNext()) {
        KeyValue<Bytes, byte[]> row = found.next();
        more = row.key.equals(end) ? descending : visitor.test(row.key.get(), row.value);
      }
    } catch (InvalidStateStoreException e) {
      throw moved(e);
    }
  }

  /** The store was closed meanwhile. */
  private static LedgerNotHereException moved(InvalidStateStoreException cause) {
    return new LedgerNotHereException(new Restoring("REBALANCING", 0), cause);
  }
}
