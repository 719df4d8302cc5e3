package dev.sluice.scheduler.store;

import dev.sluice.core.ledger.RowWrite;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows that nearly every event of a batch changes, one a batch: kept as objects, and written once a
 * transaction instead of once an event. What was changed is kept until it is written; of the rest,
 * those used last.
 *
 * @param <T> what the row is as an object
 */
public final class HeldRows<T> {

  private static final int MOST_UNCHANGED = 256;

  private final Form<T> form;
  private final Function<byte[], byte @Nullable []> stored;
  private final Map<String, T> changed = new LinkedHashMap<>();
  private final Map<String, T> unchanged =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
          return size() > MOST_UNCHANGED;
        }
      };

  /**
   * How a row is told and kept.
   *
   * @param key of the row of a batch
   * @param read the object in a row
   * @param write the row of an object
   */
  public record Form<T>(
      Function<String, byte[]> key, Function<byte[], T> read, Function<T, byte[]> write) {}

  HeldRows(Form<T> form, Function<byte[], byte @Nullable []> stored) {
    this.form = form;
    this.stored = stored;
  }

  /** The row of this batch as it was put last; null if it never was. */
  public @Nullable T find(String batchId) {
    T held = changed.get(batchId);
    if (held == null) {
      held = unchanged.get(batchId);
    }
    if (held == null) {
      byte[] row = stored.apply(form.key().apply(batchId));
      if (row != null) {
        held = form.read().apply(row);
        unchanged.put(batchId, held);
      }
    }
    return held;
  }

  /** The row of this batch is now this; to be told also when the object itself changed. */
  public void put(String batchId, T row) {
    unchanged.remove(batchId);
    changed.put(batchId, row);
  }

  /** There is no row of this batch any more. */
  void drop(String batchId) {
    changed.remove(batchId);
    unchanged.remove(batchId);
  }

  void write(Consumer<RowWrite> rows) {
    changed.forEach((batchId, row) ->
        rows.accept(new RowWrite(form.key().apply(batchId), form.write().apply(row))));
    unchanged.putAll(changed);
    changed.clear();
  }

  void forget() {
    changed.clear();
    unchanged.clear();
  }
}
