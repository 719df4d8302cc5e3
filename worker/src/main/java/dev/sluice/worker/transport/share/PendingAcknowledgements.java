package dev.sluice.worker.transport.share;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.internals.Acknowledgements;
import org.apache.kafka.clients.consumer.internals.NodeAcknowledgements;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.clients.consumer.internals.ShareInFlightBatch;
import org.apache.kafka.common.TopicIdPartition;

/**
 * Acknowledgements that the next request of their own carries, in the client's own form. A broker
 * writes the state of a partition once for each request that acknowledges something of it, so gaps,
 * which nobody waits for, travel with the next acknowledgement of a record.
 */
final class PendingAcknowledgements {

  private final Map<TopicIdPartition, ShareInFlightBatch<byte[], byte[]>> batches = new HashMap<>();
  private final Map<TopicIdPartition, NodeAcknowledgements> gaps = new HashMap<>();

  /** Whether there is nothing to send now. */
  boolean isEmpty() {
    return batches.isEmpty();
  }

  /**
   * Adds the acknowledgement of a record.
   *
   * @param node the broker that delivered the record
   */
  void add(TopicIdPartition partition, int node, long offset, AcknowledgeType type) {
    batch(partition, node).addAcknowledgement(offset, type);
  }

  /** Adds an offset that was delivered without a record, such as a transaction's marker. */
  void addGap(TopicIdPartition partition, int node, long offset) {
    gaps.computeIfAbsent(partition, p -> new NodeAcknowledgements(node, Acknowledgements.empty()))
        .acknowledgements()
        .addGap(offset);
  }

  /** The gaps have waited for long enough: the next request carries them in any case. */
  void gapsAreDue() {
    gaps.forEach((partition, waiting) -> batch(partition, waiting.nodeId()));
  }

  private ShareInFlightBatch<byte[], byte[]> batch(TopicIdPartition partition, int node) {
    return batches.computeIfAbsent(
        partition, p -> new ShareInFlightBatch<>(node, p, Optional.empty()));
  }

  /** Hands over all that is to be sent now. */
  ShareFetch<byte[], byte[]> take() {
    ShareFetch<byte[], byte[]> fetch = ShareFetch.empty();
    batches.forEach((partition, batch) -> {
      NodeAcknowledgements waiting = gaps.remove(partition);
      if (waiting != null) {
        waiting.acknowledgements().getAcknowledgementsTypeMap().keySet().forEach(batch::addGap);
      }
      fetch.add(partition, batch);
    });
    batches.clear();
    return fetch;
  }
}
