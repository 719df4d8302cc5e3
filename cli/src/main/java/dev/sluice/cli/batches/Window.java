package dev.sluice.cli.batches;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The newest batches up to some batch, as the records of one reading say, of which only so many are
 * kept. A batch is replaced by its later record and removed when it is cleared; so what is left may
 * have gaps below the newest batch that had to be dropped, and everything down to there is right.
 */
final class Window {

  private final @Nullable ListedBatch from;
  private final int size;
  private final Map<String, ListedBatch> byId = new HashMap<>();
  private final TreeSet<ListedBatch> byAge = new TreeSet<>(ListedBatch.NEWEST_FIRST);
  private @Nullable ListedBatch newestDropped;

  /**
   * An empty window.
   *
   * @param from where in the list it begins, this one included; null: with the newest
   * @param size how many are kept
   */
  Window(@Nullable ListedBatch from, int size) {
    this.from = from;
    this.size = size;
  }

  /** The last word about a batch so far. */
  void put(ListedBatch batch) {
    remove(batch.batchId());
    if (from != null && ListedBatch.NEWEST_FIRST.compare(batch, from) < 0) {
      return;
    }
    byId.put(batch.batchId(), batch);
    byAge.add(batch);
    if (byAge.size() > size) {
      drop(byAge.last());
    }
  }

  private void drop(ListedBatch oldest) {
    remove(oldest.batchId());
    if (newestDropped == null || ListedBatch.NEWEST_FIRST.compare(oldest, newestDropped) < 0) {
      newestDropped = oldest;
    }
  }

  /** The batch is not there any more. */
  void remove(String batchId) {
    ListedBatch known = byId.remove(batchId);
    if (known != null) {
      byAge.remove(known);
    }
  }

  /** What certainly comes first in the list, newest first. */
  List<ListedBatch> certain() {
    ListedBatch end = newestDropped;
    return end == null ? List.copyOf(byAge) : List.copyOf(byAge.headSet(end));
  }

  /**
   * Where the next window begins; null when there is no more. It moves on in every reading, because
   * what was dropped was older than all that was kept at that moment.
   */
  @Nullable ListedBatch next() {
    return newestDropped;
  }
}
