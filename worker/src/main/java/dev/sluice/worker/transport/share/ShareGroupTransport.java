package dev.sluice.worker.transport.share;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.Upheaval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.NodeAcknowledgements;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes releases as a member of a share group. Acknowledgements travel with the next request for
 * records; the broker answers such a request at the latest after {@code fetch.max.wait.ms}.
 */
public final class ShareGroupTransport implements ReleaseTransport {

  private static final Logger LOG = LoggerFactory.getLogger(ShareGroupTransport.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final KafkaShareConsumer<byte[], byte[]> consumer;
  private final ShareClientFields client;
  private final HeldLocks held;
  private final PendingAcknowledgements pending = new PendingAcknowledgements();
  private Duration lock;
  private final List<DeliveryId> failed = new ArrayList<>();
  private @Nullable Upheaval upheaval;

  private record Holder(TopicIdPartition partition, int node) {}

  ShareGroupTransport(
      KafkaShareConsumer<byte[], byte[]> consumer,
      Set<String> topics,
      Duration lock,
      LongSupplier nanos) {
    this.consumer = consumer;
    this.client = new ShareClientFields(consumer);
    this.lock = lock;
    this.held = new HeldLocks(nanos);
    consumer.setAcknowledgementCommitCallback(this::acknowledged);
    consumer.subscribe(topics);
  }

  @Override
  public void tell(Upheaval told) {
    upheaval = told;
  }

  @Override
  public List<Delivery> take(Set<Priority> of, int most, Duration wait) {
    client.maxRecords(most);
    ShareFetch<byte[], byte[]> acknowledgements = pending.take();
    client.fetch(acknowledgements);
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(wait);
    } catch (RuntimeException e) {
      pending.addUnsent(acknowledgements);
      client.fetch(ShareFetch.empty());
      throw e;
    }
    tellLost();
    if (records.isEmpty()) {
      client.fetch(ShareFetch.empty());
      return List.of();
    }
    consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).ifPresent(now -> lock = now);
    Map<TopicPartition, Holder> holders = detach();
    List<Delivery> deliveries = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> each : records) {
      deliveries.add(hold(each, holders));
    }
    return deliveries;
  }

  /**
   * Takes the records of the poll out of the client's hands, so that it asks for no acknowledgement
   * before the next poll. Nothing is sent here.
   */
  private Map<TopicPartition, Holder> detach() {
    ShareFetch<byte[], byte[]> fetch = client.fetch();
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
    client.fetch(ShareFetch.empty());
    return holders;
  }

  private Delivery hold(ConsumerRecord<byte[], byte[]> each, Map<TopicPartition, Holder> holders) {
    var id = new DeliveryId(each.topic(), each.partition(), each.offset());
    Holder holder = holders.get(new TopicPartition(each.topic(), each.partition()));
    held.add(id, holder.partition(), holder.node());
    int lost = each.deliveryCount().orElse((short) 1) - 1;
    return new Delivery(id, each.key(), each.value(), lost, false);
  }

  @Override
  public List<Delivery> rest() {
    client.askForNoMore();
    if (client.fetched()) {
      return take(EnumSet.allOf(Priority.class), 1, Duration.ZERO);
    }
    if (!client.asking()) {
      client.giveUpTopics();
    }
    flush();
    return List.of();
  }

  @Override
  public boolean underWay() {
    return client.asking() || client.fetched();
  }

  @Override
  public void complete(DeliveryId id) {
    acknowledge(held.remove(id, lock.toNanos()), id, AcknowledgeType.ACCEPT);
  }

  @Override
  public void giveBack(DeliveryId id) {
    acknowledge(held.remove(id, lock.toNanos()), id, AcknowledgeType.RELEASE);
  }

  @Override
  public void keepAlive(Collection<DeliveryId> ids) {
    pending.gapsAreDue();
    failed.addAll(held.runOut(lock.toNanos()));
    tellLost();
    ids.forEach(id -> acknowledge(held.renew(id), id, AcknowledgeType.RENEW));
  }

  private void acknowledge(HeldLocks.@Nullable Lock held, DeliveryId id, AcknowledgeType type) {
    if (held != null) {
      pending.add(held.partition(), held.node(), id.offset(), type);
    }
  }

  @Override
  public void flush() {
    if (!pending.isEmpty()) {
      client.fetch(pending.take());
      consumer.commitAsync();
      client.fetch(ShareFetch.empty());
      tellLost();
    }
  }

  @Override
  public Duration lock() {
    return lock;
  }

  @Override
  public void close() {
    pending.gapsAreDue();
    client.fetch(pending.take());
    consumer.close(CLOSE_WAIT);
  }

  /** Called from within the client, which must not be called from here. */
  private void acknowledged(Map<TopicIdPartition, Set<Long>> offsets, @Nullable Exception error) {
    if (error == null) {
      return;
    }
    LOG.info("Not acknowledged, these records may run a second time: {}: {}", offsets, error.toString());
    if (LockLoss.meant(error)) {
      offsets.forEach((partition, each) ->
          each.forEach(
              offset ->
                  failed.add(new DeliveryId(partition.topic(), partition.partition(), offset))));
    }
  }

  private void tellLost() {
    if (!failed.isEmpty()) {
      List<DeliveryId> lost = held.forget(failed);
      failed.clear();
      if (upheaval != null && !lost.isEmpty()) {
        upheaval.lost(lost);
      }
    }
  }
}
