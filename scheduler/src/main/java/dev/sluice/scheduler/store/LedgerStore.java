package dev.sluice.scheduler.store;

import dev.sluice.core.ledger.Decision;
import dev.sluice.core.ledger.RowStore;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.summary.BatchTally;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition: the ledger's rows in a store with a changelog, and the headers and
 * tallies of its batches, which become rows when the transaction ends. Kafka Streams asks for that
 * through {@link CachedStateStore}, its own interface for stores that hold writes back; it is not
 * public, so it is used here and nowhere else.
 */
public final class LedgerStore implements StateStore, CachedStateStore<byte[], byte[]>, RowStore {

  private static final HeldRows.Form<BatchRow> HEADER =
      new HeldRows.Form<>(RowKeys::batch, BatchRows::readBatch, BatchRows::write);
  private static final HeldRows.Form<BatchTally> TALLY =
      new HeldRows.Form<>(RowKeys::tally, BatchTally::ofBytes, BatchTally::toBytes);

  private static final long RECENT_BYTES = 12L * 1024 * 1024;
  private static final int LARGEST_RECENT_ROW = 64 * 1024;
  private static final int MOST_IN_LINE = 10_000;

  private final KeyValueStore<Bytes, byte[]> rows;
  private final RecentRows recent = new RecentRows(RECENT_BYTES, LARGEST_RECENT_ROW);
  private final HeldRows<BatchRow> headers = new HeldRows<>(HEADER, this::get);
  private final HeldRows<BatchTally> tallies = new HeldRows<>(TALLY, this::get);

  private final DueTimers timers = new DueTimers(this);
  private final BatchesWithWork work = new BatchesWithWork(this, MOST_IN_LINE);
  private long transactions;

  LedgerStore(KeyValueStore<Bytes, byte[]> rows) {
    this.rows = rows;
  }

  /** The headers of the batches. */
  public HeldRows<BatchRow> headers() {
    return headers;
  }

  /** What the results of the batches add up to. */
  public HeldRows<BatchTally> tallies() {
    return tallies;
  }

  /**
   * The rows as they are stored, without what is held back: any thread may read them, while all
   * else here belongs to the stream thread.
   */
  public ReadOnlyKeyValueStore<Bytes, byte[]> stored() {
    return rows;
  }

  /** How many transactions ended since the store was opened. */
  public long transactions() {
    return transactions;
  }

  /** What is due and when. */
  public DueTimers timers() {
    return timers;
  }

  /** Where to go on with work that was left over. */
  public BatchesWithWork work() {
    return work;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Bytes wrapped = Bytes.wrap(key);
    if (!RowKeys.readAgain(key)) {
      return rows.get(wrapped);
    }
    byte[] row = recent.find(wrapped);
    if (row == null) {
      row = rows.get(wrapped);
      if (row != null) {
        recent.put(wrapped, row);
      }
    }
    return row;
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    // The store's range includes its upper end, ours does not.
    Bytes end = Bytes.wrap(to);
    try (KeyValueIterator<Bytes, byte[]> found = rows.range(Bytes.wrap(from), end)) {
      boolean more = true;
      while (more && found.hasNext()) {
        KeyValue<Bytes, byte[]> row = found.next();
        more = !row.key.equals(end) && visitor.visit(row.key.get(), row.value);
      }
    }
  }

  /** Writes what was decided. */
  public void save(String batchId, Decision decision) {
    decision.writes().forEach(this::put);
    if (decision.batch() != null) {
      headers.put(batchId, decision.batch());
    }
  }

  /** Writes a row, or deletes one with all that is held of it. */
  public void put(RowWrite write) {
    Bytes key = Bytes.wrap(write.key());
    rows.put(key, write.value());
    if (RowKeys.readAgain(write.key())) {
      recent.put(key, write.value());
    } else if (write.value() == null) {
      deleted(write.key());
    } else if (write.key()[0] == 'D') {
      timers.wrote(write.key());
    }
  }

  private void deleted(byte[] key) {
    switch (key[0]) {
      case 'B' -> headers.drop(RowKeys.onlyPart(key));
      case 'A' -> tallies.drop(RowKeys.onlyPart(key));
      default -> {} // nothing else is held
    }
  }

  /** The transaction ends: what is held is written. */
  @Override
  public void flushCache() {
    transactions++;
    headers.write(this::put);
    tallies.write(this::put);
  }

  @Override
  public void clearCache() {
    headers.forget();
    tallies.forget();
    recent.forget();
    timers.forget();
    work.forget();
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false; // nobody is told of changes of rows
  }

  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    clearCache(); // of a transaction that was given up
    rows.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    rows.commit(changelogOffsets);
  }

  @Override
  public @Nullable Long committedOffset(TopicPartition partition) {
    return rows.committedOffset(partition);
  }

  @Override
  @SuppressWarnings("deprecation") // Streams asks it as long as there are stores that do not
  public boolean managesOffsets() {
    return rows.managesOffsets();
  }

  @Override
  public Position getPosition() {
    return rows.getPosition();
  }

  @Override
  public void close() {
    clearCache();
    rows.close();
  }

  @Override
  public boolean persistent() {
    return rows.persistent();
  }

  @Override
  public boolean isOpen() {
    return rows.isOpen();
  }
}
