package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.BatchRows;
import dev.sluice.core.ledger.row.Life;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.Trace;
import dev.sluice.core.ledger.row.Work;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Forgets batches that have ended, and outputs that nobody can ask for any more. */
record Clearing(Draft draft) {

  /** The tables of a batch that have many rows; that of the tasks is the last. */
  private static final String TABLES = "PSEQRT";

  private static final long TRACE_KEPT = TimeUnit.DAYS.toMicros(7);

  /** Somebody wants the batch to be forgotten. */
  void clear() {
    Life life = draft.known() ? draft.life() : null;
    if (life == null) {
      draft.ignore(null, Reason.UNKNOWN_BATCH);
    } else if (life.stop() == Reason.CLEARED) {
      draft.ignore(null, Reason.DUPLICATE);
    } else if (!life.status().terminal()) {
      draft.reject(
          null,
          Reason.NOT_ENDED,
          "the batch is " + life.status() + "; cancel it or wait for its end, then clear it");
    } else {
      begin(life);
    }
  }

  /** The time is over that a batch is kept after its end. */
  void retentionPassed(long retention) {
    Life life = draft.known() ? draft.life() : null;
    if (life == null
        || !life.status().terminal()
        || life.stop() == Reason.CLEARED
        || retention == 0) {
      return;
    }
    long due = life.finishedAt() + retention;
    if (due <= draft.at()) {
      begin(life);
    } else { // it ended again in another round, or is to be kept longer than it was
      draft.put(Timer.of(Timer.Kind.RETENTION, due, draft.batchId()));
    }
  }

  private void begin(Life life) {
    draft.put(life.stopped(Reason.CLEARED));
    draft.work().add(new Work.Clear(0, null));
  }

  /** Deletes the next rows; null when all is done. */
  @Nullable Work next(Work.Clear clear, int limit) {
    char table = TABLES.charAt(clear.table());
    List<byte[]> page = draft.deleteRows(table, clear.after(), limit);
    if (table == 'T') {
      for (byte[] key : page) {
        draft.effect(new Effect.ForgetResult(draft.batchId(), RowKeys.lastPart(key)));
      }
    }
    if (page.size() == limit) {
      return new Work.Clear(clear.table(), RowKeys.cursor(page.getLast()));
    }
    if (clear.table() + 1 < TABLES.length()) {
      return new Work.Clear(clear.table() + 1, null);
    }
    forgetBatch();
    return null;
  }

  /** Deletes the next outputs of a batch that succeeded; null when there are none left. */
  @Nullable Work next(Work.DropOutputs drop, int limit) {
    List<byte[]> page = draft.deleteOutputs(drop.after(), limit);
    if (page.size() == limit) {
      return new Work.DropOutputs(RowKeys.cursor(page.getLast()));
    }
    draft.put(draft.tally().withoutOutputs());
    return null;
  }

  /**
   * Forgets what is left of a batch: its header and what goes with that. If workers had tasks of
   * it, a trace stays for a while: late reports and signals must not mean a new batch of the same
   * id.
   */
  void forgetBatch() {
    String batchId = draft.batchId();
    if (draft.tally().started() > 0) {
      Trace trace = new Trace(draft.life().round(), draft.at() + TRACE_KEPT);
      draft.write(RowKeys.trace(batchId), BatchRows.write(trace));
      draft.put(Timer.of(Timer.Kind.TRACE, trace.due(), batchId));
    }
    draft.write(RowKeys.batch(batchId), null);
    draft.write(RowKeys.options(batchId), null);
    draft.write(RowKeys.tally(batchId), null);
    draft.write(RowKeys.workMark(batchId), null);
    draft.followWorkers(false);
    draft.forgetBatch();
    draft.effect(new Effect.ForgetBatch(batchId));
  }

  /** The trace that was to be kept until then has been kept long enough. */
  void forgetTrace(long due) {
    Trace trace = draft.trace();
    if (trace != null && trace.due() <= due) {
      draft.write(RowKeys.trace(draft.batchId()), null);
    }
  }
}
