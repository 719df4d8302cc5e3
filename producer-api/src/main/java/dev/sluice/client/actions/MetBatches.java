package dev.sluice.client.actions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/** The batches that the callers of this session named, the last ones only. Thread-safe. */
final class MetBatches {

  static final int MOST = 50;

  private static final Duration LATELY = Duration.ofSeconds(5);

  private final LongSupplier nanos;

  /** When something was submitted to each last, in this session. */
  private final SequencedMap<String, OptionalLong> batches = new LinkedHashMap<>();

  /**
   * @param nanos a clock that only goes forward
   */
  MetBatches(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Somebody named the batch. */
  synchronized void met(String batchId) {
    put(batchId, batches.getOrDefault(batchId, OptionalLong.empty()));
  }

  /** Somebody submitted the batch, or a task of it: nothing may be recorded about it yet. */
  synchronized void submitted(String batchId) {
    put(batchId, OptionalLong.of(nanos.getAsLong()));
  }

  private void put(String batchId, OptionalLong submitted) {
    batches.putLast(batchId, submitted);
    if (batches.size() > MOST) {
      batches.pollFirstEntry();
    }
  }

  /** Whether it has to be recorded any moment now. */
  synchronized boolean submittedLately(String batchId) {
    OptionalLong at = batches.getOrDefault(batchId, OptionalLong.empty());
    return at.isPresent() && nanos.getAsLong() - at.getAsLong() < LATELY.toNanos();
  }

  synchronized void forgotten(String batchId) {
    batches.remove(batchId);
  }

  /** The last one first. */
  synchronized List<String> latestFirst() {
    return new ArrayList<>(batches.sequencedKeySet().reversed());
  }
}
