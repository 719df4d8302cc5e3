package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.ledger.Effect.RecordResult;
import dev.sluice.core.ledger.LedgerView;
import dev.sluice.core.ledger.RowWrite;
import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.summary.BatchTally;
import dev.sluice.core.summary.Contribution;
import dev.sluice.core.summary.ContributionRow;
import dev.sluice.scheduler.store.LedgerStore;
import dev.sluice.scheduler.wire.Keyed;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of the batches of one partition. Folds each result in the transaction that writes
 * it to its topic: so a summary is never behind the results or ahead of them, and no result is read
 * back. Publishes a running batch now and then, and one that closed at once.
 */
public final class Summaries {

  private final LedgerStore store;
  private final LedgerView view;
  private final SummaryWriter writer;
  private final Consumer<Keyed> sink;

  /**
   * Batches whose summary is older than what is known. Lost in a crash: then the next result or the
   * end of the batch publishes it.
   */
  private final Set<String> changed = new LinkedHashSet<>();

  /**
   * @param sink takes the summaries
   */
  public Summaries(LedgerStore store, LedgerView view, SummaryWriter writer, Consumer<Keyed> sink) {
    this.store = store;
    this.view = view;
    this.writer = writer;
    this.sink = sink;
  }

  /** Adds a result, in the place of the one that the task had in an earlier round. */
  public void fold(RecordResult result) {
    BatchTally tally = tally(result.batchId());
    Contribution contribution = Contribution.of(result);
    byte[] key = RowKeys.contribution(result.batchId(), result.taskId());
    Contribution earlier = result.round() > 1 ? contribution(key) : null;
    if (earlier != null) {
      tally.unfold(earlier);
    }
    tally.fold(contribution);
    store.tallies().put(result.batchId(), tally);
    if (result.status().mayRunAgain()) {
      store.put(new RowWrite(key, ContributionRow.toBytes(contribution)));
    } else if (earlier != null) {
      store.put(new RowWrite(key, null));
    }
    changed.add(result.batchId());
  }

  /**
   * A batch is in another state; its results up to there are folded. Who had it run again must not
   * find the end of the round before, so later rounds are published at once.
   */
  public void changed(BatchChanged change) {
    if (change.status().terminal() || change.round() > 1) {
      changed.remove(change.batchId());
      publish(change);
    } else {
      changed.add(change.batchId());
    }
  }

  /** Nothing of a batch is kept any more. A batch of the same id begins anew. */
  public void forget(String batchId) {
    changed.remove(batchId);
    sink.accept(writer.forget(batchId));
  }

  /** Publishes every batch that changed since the last time. */
  public void publishChanged() {
    for (String batchId : changed) {
      BatchRow batch = view.batch(batchId);
      if (batch != null) {
        publish(BatchChanged.of(batchId, batch.life(), view.options(batchId)));
      }
    }
    changed.clear();
  }

  private void publish(BatchChanged batch) {
    sink.accept(writer.write(batch, tally(batch.batchId())));
  }

  private BatchTally tally(String batchId) {
    BatchTally tally = store.tallies().find(batchId);
    return tally == null ? new BatchTally() : tally;
  }

  private @Nullable Contribution contribution(byte[] key) {
    byte[] row = store.get(key);
    return row == null ? null : ContributionRow.ofBytes(row);
  }
}
