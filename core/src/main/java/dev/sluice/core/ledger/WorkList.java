package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.Backlog;
import dev.sluice.core.ledger.row.RowKeys;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.ledger.row.WorkRows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The work left over in a batch, first come first served. Work that is begun and finished in one
 * decision never becomes a row.
 */
final class WorkList {

  private final String batchId;
  private final LedgerView view;
  private final long firstHead;
  private final long firstTail;
  private final Map<Long, Work> changed = new TreeMap<>();
  private long head;
  private long tail;

  WorkList(String batchId, Backlog backlog, LedgerView view) {
    this.batchId = batchId;
    this.view = view;
    this.firstHead = backlog.workHead();
    this.firstTail = backlog.workTail();
    this.head = firstHead;
    this.tail = firstTail;
  }

  long head() {
    return head;
  }

  long tail() {
    return tail;
  }

  boolean isEmpty() {
    return head == tail;
  }

  void add(Work work) {
    changed.put(tail++, work);
  }

  /** What is to be done first; only if there is something. */
  Work first() {
    Work work = changed.get(head);
    if (work == null) {
      work = view.work(batchId, head);
    }
    if (work == null) {
      throw new IllegalStateException("no work row " + head + " for " + batchId);
    }
    return work;
  }

  /** The first piece is done, or this is left of it. */
  void firstBecomes(@Nullable Work rest) {
    if (rest == null) {
      changed.remove(head++);
    } else {
      changed.put(head, rest);
    }
  }

  void writeTo(List<RowWrite> writes) {
    for (long done = firstHead; done < Math.min(head, firstTail); done++) {
      writes.add(new RowWrite(RowKeys.work(batchId, done), null));
    }
    changed.forEach((sequence, work) ->
        writes.add(new RowWrite(RowKeys.work(batchId, sequence), WorkRows.write(work))));
  }
}
