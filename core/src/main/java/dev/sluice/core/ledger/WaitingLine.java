package dev.sluice.core.ledger;

import dev.sluice.core.ledger.LedgerView.QueueEntry;
import dev.sluice.core.ledger.row.RowKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The queued tasks of a batch, first in line first. Remembers below which slot nothing can be,
 * because looking for it would mean to walk over every task that ever stood there.
 */
final class WaitingLine {

  private static final int PAGE = 64;

  private final String batchId;
  private final LedgerView view;
  private final TreeMap<Long, String> joined = new TreeMap<>();
  private final Set<Long> left = new HashSet<>();
  private final Deque<QueueEntry> page = new ArrayDeque<>();
  private long pageFrom;
  private boolean lastPage;
  private long floor;

  WaitingLine(String batchId, long floor, LedgerView view) {
    this.batchId = batchId;
    this.view = view;
    this.floor = floor;
    this.pageFrom = floor;
    this.lastPage = floor == Long.MAX_VALUE;
  }

  long floor() {
    return floor;
  }

  void join(long slot, String taskId) {
    joined.put(slot, taskId);
    floor = Math.min(floor, slot);
  }

  void leave(long slot) {
    if (joined.remove(slot) == null) {
      left.add(slot);
    }
  }

  boolean isEmpty() {
    return joined.isEmpty() && firstStored() == null;
  }

  /** Takes the first in line, if there is one. */
  @Nullable String takeFirst() {
    QueueEntry stored = firstStored();
    Map.Entry<Long, String> added = joined.firstEntry();
    if (stored == null && added == null) {
      floor = Long.MAX_VALUE;
      return null;
    }
    if (stored == null || (added != null && added.getKey() < stored.slot())) {
      floor = added.getKey();
      joined.remove(added.getKey());
      return added.getValue();
    }
    floor = stored.slot();
    left.add(stored.slot());
    return stored.taskId();
  }

  void writeTo(List<RowWrite> writes) {
    for (long slot : left) {
      writes.add(new RowWrite(RowKeys.queue(batchId, slot), null));
    }
    joined.forEach((slot, taskId) ->
        writes.add(
            new RowWrite(
                RowKeys.queue(batchId, slot), taskId.getBytes(StandardCharsets.ISO_8859_1))));
  }

  private @Nullable QueueEntry firstStored() {
    while (true) {
      while (!page.isEmpty()) {
        QueueEntry entry = page.peekFirst();
        if (!left.contains(entry.slot())) {
          return entry;
        }
        page.removeFirst();
      }
      if (lastPage) {
        return null;
      }
      List<QueueEntry> next = view.queue(batchId, pageFrom, PAGE);
      page.addAll(next);
      lastPage = next.size() < PAGE;
      if (!next.isEmpty()) {
        pageFrom = next.getLast().slot() + 1;
      }
    }
  }
}
