package dev.sluice.scheduler.summary;

import dev.sluice.core.summary.BatchHead;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.summary.ContributionRow;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the summary stage. {@code H batch}: what the ledger said; {@code T batch}: the tally;
 * {@code R batch/task}: what the task added to it. The tallies in use are also kept decoded; each
 * change is written through, and the store's cache turns that into one row per batch and commit.
 */
final class SummaryShelf {

  private static final int DECODED_TALLIES = 256;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<String, BatchTally> decoded =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BatchTally> eldest) {
          return size() > DECODED_TALLIES;
        }
      };

  SummaryShelf(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  BatchHead head(String batchId) {
    byte[] row = store.get(key('H', batchId));
    return row == null ? BatchHead.UNKNOWN : BatchHead.ofBytes(row);
  }

  void put(String batchId, BatchHead head) {
    store.put(key('H', batchId), head.toBytes());
  }

  BatchTally tally(String batchId) {
    BatchTally known = decoded.get(batchId);
    if (known == null) {
      byte[] row = store.get(key('T', batchId));
      known = row == null ? new BatchTally() : BatchTally.ofBytes(row);
      decoded.put(batchId, known);
    }
    return known;
  }

  /**
   * Folds the result of a task into the tally of its batch, in the place of an earlier round's.
   *
   * @return false if the result of this or a later round is in it already
   */
  boolean fold(String batchId, String taskId, Contribution contribution) {
    Bytes key = key('R', batchId + "/" + taskId);
    Contribution earlier = contribution(key);
    if (earlier != null && earlier.round() >= contribution.round()) {
      return false;
    }
    BatchTally tally = tally(batchId);
    if (earlier != null) {
      tally.unfold(earlier);
    }
    tally.fold(contribution);
    store.put(key, ContributionRow.toBytes(contribution));
    store.put(key('T', batchId), tally.toBytes());
    return true;
  }

  private @Nullable Contribution contribution(Bytes key) {
    byte[] row = store.get(key);
    return row == null ? null : ContributionRow.ofBytes(row);
  }

  private static Bytes key(char table, String rest) {
    return Bytes.wrap((table + rest).getBytes(StandardCharsets.UTF_8));
  }
}
