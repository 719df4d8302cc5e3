package dev.sluice.client.actions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** The batches that the callers of this session named, the last ones only. Thread-safe. */
final class MetBatches {

  static final int MOST = 50;

  private final SequencedSet<String> ids = new LinkedHashSet<>();

  synchronized void met(String batchId) {
    ids.addLast(batchId);
    if (ids.size() > MOST) {
      ids.removeFirst();
    }
  }

  synchronized void forgotten(String batchId) {
    ids.remove(batchId);
  }

  /** The last one first. */
  synchronized List<String> latestFirst() {
    return new ArrayList<>(ids.reversed());
  }
}
