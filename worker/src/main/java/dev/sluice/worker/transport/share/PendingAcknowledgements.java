package dev.sluice.worker.transport.share;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.internals.NodeAcknowledgements;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.clients.consumer.internals.ShareInFlightBatch;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;

/** Acknowledgements that the next request carries, in the client's own form. */
final class PendingAcknowledgements {

  private final Map<TopicIdPartition, ShareInFlightBatch<byte[], byte[]>> batches = new HashMap<>();

  boolean isEmpty() {
    return batches.isEmpty();
  }

  /**
   * @param node the broker that delivered the record
   * @param type null: there is no record at this offset
   */
  void add(TopicIdPartition partition, int node, long offset, @Nullable AcknowledgeType type) {
    var batch =
        batches.computeIfAbsent(
            partition, p -> new ShareInFlightBatch<>(node, p, Optional.empty()));
    if (type == null) {
      batch.addGap(offset);
    } else {
      batch.addAcknowledgement(offset, type);
    }
  }

  /** Adds again what a request did not take along. */
  void addUnsent(ShareFetch<byte[], byte[]> fetch) {
    fetch.takeAcknowledgedRecords().forEach(this::addAll);
  }

  private void addAll(TopicIdPartition partition, NodeAcknowledgements unsent) {
    unsent
        .acknowledgements()
        .getAcknowledgementsTypeMap()
        .forEach((offset, type) -> add(partition, unsent.nodeId(), offset, type));
  }

  /** Hands over all that was added. */
  ShareFetch<byte[], byte[]> take() {
    ShareFetch<byte[], byte[]> fetch = ShareFetch.empty();
    batches.forEach(fetch::add);
    batches.clear();
    return fetch;
  }
}
