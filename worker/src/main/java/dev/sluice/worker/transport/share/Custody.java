package dev.sluice.worker.transport.share;

import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.internals.NodeAcknowledgements;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one session holds of the brokers: the locks of records, and what it has to tell about them.
 * Sends nothing. One thread's.
 */
final class Custody {

  private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

  private final HeldLocks held;
  private final PendingAcknowledgements pending = new PendingAcknowledgements();
  private final List<DeliveryId> failed = new ArrayList<>();
  private final ShareGroupTransport.LostLocks lost;
  private Duration lock;

  private record Holder(TopicIdPartition partition, int node) {}

  /**
   * @param lock how long a lock lasts, until brokers say so
   * @param nanos a monotonic clock
   * @param lost told of deliveries whose lock is lost, from within {@link #tellLost}
   */
  Custody(Duration lock, LongSupplier nanos, ShareGroupTransport.LostLocks lost) {
    this.held = new HeldLocks(nanos);
    this.lock = lock;
    this.lost = lost;
  }

  /** How long a lock lasts. */
  Duration lock() {
    return lock;
  }

  /** Takes records out of the client's hands, so that it asks for no acknowledgement. */
  List<Delivery> take(ShareFetch<byte[], byte[]> fetch) {
    fetch.acquisitionLockTimeoutMs().map(Duration::ofMillis).ifPresent(now -> lock = now);
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = fetch.records();
    Map<TopicPartition, Holder> holders = detach(fetch);
    List<Delivery> deliveries = new ArrayList<>();
    records.forEach((partition, of) ->
        of.forEach(record -> deliveries.add(hold(record, holders.get(partition)))));
    return deliveries;
  }

  private Map<TopicPartition, Holder> detach(ShareFetch<byte[], byte[]> fetch) {
    fetch.acknowledgeAll(AcknowledgeType.ACCEPT);
    Map<TopicPartition, Holder> holders = new HashMap<>();
    for (Map.Entry<TopicIdPartition, NodeAcknowledgements> each :
        fetch.takeAcknowledgedRecords().entrySet()) {
      TopicIdPartition partition = each.getKey();
      int node = each.getValue().nodeId();
      holders.put(partition.topicPartition(), new Holder(partition, node));
      each.getValue()
          .acknowledgements()
          .getAcknowledgementsTypeMap()
          .forEach((offset, type) -> {
            if (type == null) {
              pending.addGap(partition, node, offset);
            }
          });
    }
    return holders;
  }

  private Delivery hold(ConsumerRecord<byte[], byte[]> record, Holder holder) {
    var id = new DeliveryId(record.topic(), record.partition(), record.offset());
    held.add(id, holder.partition(), holder.node());
    int workersLost = record.deliveryCount().orElse((short) 1) - 1;
    return new Delivery(id, record.key(), record.value(), workersLost, false, record.headers());
  }

  /** The record is held no more, and this is to be said of it. */
  void end(DeliveryId id, AcknowledgeType type) {
    tell(held.remove(id, lock.toNanos()), id, type);
  }

  /** These are to be locked for longer. */
  void renew(Collection<DeliveryId> ids) {
    ids.forEach(id -> tell(held.renew(id), id, AcknowledgeType.RENEW));
  }

  private void tell(HeldLocks.@Nullable Lock of, DeliveryId id, AcknowledgeType type) {
    if (of != null) {
      pending.add(of.partition(), of.node(), id.offset(), type);
    }
  }

  /** What nobody waits for is to be said as well. */
  void gapsAreDue() {
    pending.gapsAreDue();
  }

  /** Whether there is something to tell the brokers. */
  boolean toTell() {
    return !pending.isEmpty();
  }

  /** All that there is to tell the brokers. */
  ShareFetch<byte[], byte[]> told() {
    return pending.take();
  }

  /** The brokers' answer. Called from within the client, which must not be called from here. */
  void answered(Map<TopicIdPartition, Set<Long>> offsets, @Nullable Exception error) {
    if (error == null) {
      held.confirmed(offsets);
      return;
    }
    LOG.info(
        "Not acknowledged, these records may run a second time: {}: {}", offsets, error.toString());
    if (LockLoss.meant(error)) {
      offsets.forEach((partition, each) ->
          each.forEach(offset ->
              failed.add(new DeliveryId(partition.topic(), partition.partition(), offset))));
    }
  }

  /** Looks for locks that have run out. */
  void findLost() {
    failed.addAll(held.runOut(lock.toNanos()));
    tellLost();
  }

  /** Tells of locks that are known to be lost. */
  void tellLost() {
    if (!failed.isEmpty()) {
      List<DeliveryId> gone = held.forget(failed);
      failed.clear();
      if (!gone.isEmpty()) {
        lost.lost(gone);
      }
    }
  }
}
