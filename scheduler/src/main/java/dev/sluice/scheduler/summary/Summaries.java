package dev.sluice.scheduler.summary;

import dev.sluice.core.ledger.CriticalChain;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * Batches whose summary is older than what is known, and since when. Lost in a crash: then the
   * next result or the end of the batch publishes it.
   */
  private final Map<String, Long> changed = new LinkedHashMap<>();

  /**
   * @param sink takes the summaries
   */
  public Summaries(LedgerStore store, LedgerView view, SummaryWriter writer, Consumer<Keyed> sink) {
    this.store = store;
    this.view = view;
    this.writer = writer;
    this.sink = sink;
  }

  /**
   * Adds a result, in the place of the one that the task had in an earlier round.
   *
   * @param at when that was decided, in microseconds since the epoch
   */
  public void fold(RecordResult result, long at) {
    BatchTally tally = tally(result.batchId());
    Contribution contribution = Contribution.of(result);
    byte[] key = RowKeys.contribution(result.batchId(), result.taskId());
    Contribution earlier = result.round() > 1 ? contribution(key) : null;
    if (earlier != null) {
      tally.unfold(earlier);
    }
    tally.fold(contribution, at);
    store.tallies().put(result.batchId(), tally);
    if (result.status().mayRunAgain()) {
      store.put(new RowWrite(key, ContributionRow.toBytes(contribution)));
    } else if (earlier != null) {
      store.put(new RowWrite(key, null));
    }
    changed.merge(result.batchId(), at, Math::max);
  }

  /**
   * A batch is in another state; its results up to there are folded. Who had it run again must not
   * find the end of the round before, so later rounds are published at once.
   */
  public void changed(BatchChanged change, long at) {
    if (change.status().terminal() || change.round() > 1) {
      changed.remove(change.batchId());
      publish(change, at);
    } else {
      changed.merge(change.batchId(), at, Math::max);
    }
  }

  /** Nothing of a batch is kept any more. A batch of the same id begins anew. */
  public void forget(String batchId) {
    changed.remove(batchId);
    sink.accept(writer.forget(batchId));
  }

  /** Publishes every batch that changed since the last time. */
  public void publishChanged() {
    changed.forEach((batchId, at) -> {
      BatchRow batch = view.batch(batchId);
      if (batch != null) {
        publish(BatchChanged.of(batchId, batch, view.options(batchId)), at);
      }
    });
    changed.clear();
  }

  private void publish(BatchChanged batch, long at) {
    BatchTally tally = tally(batch.batchId());
    sink.accept(writer.write(batch, tally, criticalPath(batch, tally), at));
  }

  /** While a batch runs the path changes all the time, and following it costs a read a task. */
  private List<String> criticalPath(BatchChanged batch, BatchTally tally) {
    String last = tally.course().lastOfLongestChain();
    return last == null || !batch.status().terminal()
        ? List.of()
        : CriticalChain.of(view, batch.batchId(), last, CriticalChain.MOST_LISTED);
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
