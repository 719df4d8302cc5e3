package dev.sluice.core.ledger;

import dev.sluice.core.cache.CachedOutput;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.StoredTask;
import dev.sluice.core.ledger.row.TaskRows;
import dev.sluice.core.ledger.row.Trace;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.ledger.row.WorkRows;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rows out of their bytes. */
record StoredRows(
    RowStore store,
    Function<String, @Nullable BatchRow> headers,
    Function<String, @Nullable CachedOutput> cache)
    implements LedgerView {

  @Override
  public @Nullable BatchRow batch(String batchId) {
    return headers.apply(batchId);
  }

  @Override
  public @Nullable BatchOptions options(String batchId) {
    return read(RowKeys.options(batchId), BatchRows::readOptions);
  }

  @Override
  public @Nullable Trace trace(String batchId) {
    return read(RowKeys.trace(batchId), BatchRows::readTrace);
  }

  @Override
  public @Nullable StoredTask task(String batchId, String taskId) {
    return read(RowKeys.task(batchId, taskId), StoredTask::of);
  }

  @Override
  public @Nullable TaskSpec spec(String batchId, String taskId) {
    return read(RowKeys.spec(batchId, taskId), TaskRows::readSpec);
  }

  @Override
  public @Nullable Content output(String batchId, String taskId) {
    return read(RowKeys.output(batchId, taskId), TaskRows::readOutput);
  }

  @Override
  public @Nullable CachedOutput cached(String key) {
    return cache.apply(key);
  }

  @Override
  public @Nullable Work work(String batchId, long sequence) {
    return read(RowKeys.work(batchId, sequence), WorkRows::read);
  }

  @Override
  public List<String> dependants(String batchId, String need, @Nullable String after, int limit) {
    byte[] prefix = RowKeys.prefix('E', batchId, need);
    byte[] from = after == null ? prefix : RowKeys.after(RowKeys.edge(batchId, need, after));
    return list(from, RowKeys.afterPrefix(prefix), limit, (key, value) -> RowKeys.lastPart(key));
  }

  @Override
  public List<TaskEntry> tasks(String batchId, @Nullable String after, int limit) {
    byte[] prefix = RowKeys.prefix('T', batchId);
    byte[] from = after == null ? prefix : RowKeys.after(RowKeys.task(batchId, after));
    return list(
        from,
        RowKeys.afterPrefix(prefix),
        limit,
        (key, value) -> new TaskEntry(RowKeys.lastPart(key), StoredTask.of(value).state()));
  }

  @Override
  public List<QueueEntry> queue(String batchId, long fromSlot, int limit) {
    byte[] to = RowKeys.afterPrefix(RowKeys.prefix('Q', batchId));
    return list(
        RowKeys.queue(batchId, fromSlot),
        to,
        limit,
        (key, value) ->
            new QueueEntry(
                ByteBuffer.wrap(key).getLong(key.length - Long.BYTES),
                new String(value, StandardCharsets.ISO_8859_1)));
  }

  @Override
  public List<byte[]> keys(String batchId, char table, @Nullable String after, int limit) {
    byte[] prefix = RowKeys.prefix(table, batchId);
    byte[] from = after == null ? prefix : RowKeys.afterCursor(after);
    return list(from, RowKeys.afterPrefix(prefix), limit, (key, value) -> key);
  }

  @Override
  public List<Timer> dueTimers(long from, long now, int limit) {
    return list(
        RowKeys.timersFrom(from),
        RowKeys.timersFrom(now + 1),
        limit,
        (key, value) -> RowKeys.timer(key));
  }

  @Override
  public List<String> adaptiveBatches(@Nullable String after, int limit) {
    byte[] from = after == null ? RowKeys.first('X') : RowKeys.after(RowKeys.adaptive(after));
    return list(from, RowKeys.afterTable('X'), limit, (key, value) -> RowKeys.onlyPart(key));
  }

  @Override
  public List<String> batchesWithWork(int limit) {
    return list(
        RowKeys.first('M'), RowKeys.afterTable('M'), limit, (key, value) -> RowKeys.onlyPart(key));
  }

  private <T> @Nullable T read(byte[] key, Function<byte[], T> reader) {
    byte[] row = store.get(key);
    return row == null ? null : reader.apply(row);
  }

  private <T> List<T> list(
      byte[] from, byte[] to, int limit, BiFunction<byte[], byte[], T> reader) {
    List<T> rows = new ArrayList<>();
    if (limit > 0) {
      store.scan(
          from,
          to,
          (key, value) -> {
            rows.add(reader.apply(key, value));
            return rows.size() < limit;
          });
    }
    return rows;
  }
}
