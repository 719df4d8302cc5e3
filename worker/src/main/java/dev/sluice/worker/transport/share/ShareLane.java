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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.NodeAcknowledgements;
import org.apache.kafka.clients.consumer.internals.ShareFetch;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session with the brokers, for some of the release topics. Acknowledgements go out in the
 * session that got the record, in requests of their own.
 */
final class ShareLane {

  private static final Logger LOG = LoggerFactory.getLogger(ShareLane.class);
  private static final long ANSWER_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long ACKNOWLEDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int OPEN_MS = 50;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final KafkaShareConsumer<byte[], byte[]> consumer;
  private final ShareClientFields client;
  private final Answers answers;
  private final HeldLocks held;
  private final LongSupplier nanos;
  private final PendingAcknowledgements pending = new PendingAcknowledgements();
  private final Patience patience = new Patience();
  private final FetchScope scope;
  private final List<DeliveryId> failed = new ArrayList<>();
  private final ShareGroupTransport.LostLocks lost;
  private Duration lock;
  private long acknowledgedAt;

  private record Holder(TopicIdPartition partition, int node) {}

  /**
   * @param lost told of deliveries whose lock is lost, from within calls
   */
  private ShareLane(
      KafkaShareConsumer<byte[], byte[]> consumer,
      Set<String> topics,
      Duration lock,
      LongSupplier nanos,
      ShareGroupTransport.LostLocks lost) {
    this.consumer = consumer;
    this.client = new ShareClientFields(consumer);
    this.answers = client.answers();
    this.scope = new FetchScope(client, topics);
    this.lock = lock;
    this.lost = lost;
    this.nanos = nanos;
    this.held = new HeldLocks(nanos);
    client.scope(scope);
    consumer.setAcknowledgementCommitCallback(this::acknowledged);
  }

  /** Of a member of the group. */
  static ShareLane member(
      KafkaShareConsumer<byte[], byte[]> consumer,
      Set<String> topics,
      Duration lock,
      LongSupplier nanos,
      ShareGroupTransport.LostLocks lost) {
    var lane = new ShareLane(consumer, topics, lock, nanos, lost);
    consumer.subscribe(topics);
    return lane;
  }

  /** Beside a member's: in the group's name, but not counted as a member of its own. */
  static ShareLane beside(
      KafkaShareConsumer<byte[], byte[]> consumer,
      Set<String> topics,
      Duration lock,
      LongSupplier nanos,
      ShareGroupTransport.LostLocks lost) {
    var lane = new ShareLane(consumer, topics, lock, nanos, lost);
    lane.scope.begin();
    lane.client.speakFor(topics, Uuid.randomUuid());
    return lane;
  }

  /** Waits for records and takes them. */
  List<Delivery> take(int most, Duration wait) {
    scope.once(false);
    client.waitAsConfigured();
    return poll(most, wait);
  }

  /**
   * Asks once, and lets the broker wait with its answer for a while. A full worker can't take back
   * such a question, so they don't stay open for long.
   */
  List<Delivery> ask(int most) {
    if (answers.any()) {
      return late();
    }
    if (client.asking()) {
      return List.of();
    }
    scope.once(true);
    client.waitAtMost(OPEN_MS / Math.max(1, scope.leaders()));
    return poll(most, Duration.ZERO);
  }

  /**
   * Asks each broker for what is there now, until they have nothing more: the marks of transactions
   * count as records for them, so fewer may come than there are.
   */
  List<Delivery> look(int most) {
    scope.once(true);
    client.waitAtMost(0);
    List<Delivery> found = new ArrayList<>();
    int leaders = Math.max(1, scope.leaders());
    int inVain = 0;
    while (found.size() < most && inVain < leaders) {
      List<Delivery> more = lookOnce(most - found.size(), patience.nanos(lock, leaders));
      inVain = more.isEmpty() ? inVain + 1 : 0;
      found.addAll(more);
    }
    return found;
  }

  /**
   * An answer without records may hold word of acknowledgements, upon which the client asks again.
   */
  private List<Delivery> lookOnce(int most, long mostNanos) {
    long from = nanos.getAsLong();
    long giveUp = from + mostNanos;
    List<Delivery> found;
    do {
      int before = scope.asked();
      found = poll(most, Duration.ZERO);
      while (found.isEmpty() && !answered(before) && nanos.getAsLong() < giveUp) {
        LockSupport.parkNanos(this, ANSWER_NANOS);
      }
    } while (found.isEmpty() && answers.any() && nanos.getAsLong() < giveUp);
    patience.looked(nanos.getAsLong() - from, mostNanos, lock);
    return found;
  }

  private boolean answered(int before) {
    return answers.any() || (scope.asked() != before && client.answered());
  }

  /** What has come already comes first: a question is asked only where nothing has. */
  private List<Delivery> poll(int most, Duration wait) {
    List<Delivery> before = come();
    if (!before.isEmpty()) {
      return before;
    }
    acknowledgeIfDue();
    client.maxRecords(most);
    client.fetch(ShareFetch.empty());
    List<Delivery> found = hold(consumer.poll(Duration.ZERO));
    tellLost();
    if (found.isEmpty() && wait.isPositive()) {
      answers.await(wait);
      found = come();
    }
    return found;
  }

  /** All that has come and was not taken. */
  private List<Delivery> come() {
    List<Delivery> all = List.of();
    for (var part = answers.next(); part.isPresent(); part = answers.next()) {
      client.fetch(part.get());
      all = all.isEmpty() ? new ArrayList<>() : all;
      for (List<ConsumerRecord<byte[], byte[]>> records : part.get().records().values()) {
        all.addAll(hold(records));
      }
    }
    return all;
  }

  private List<Delivery> hold(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).ifPresent(now -> lock = now);
    Map<TopicPartition, Holder> holders = detach();
    List<Delivery> deliveries = new ArrayList<>();
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
    return new Delivery(id, each.key(), each.value(), lost, false, each.headers());
  }

  List<Delivery> rest() {
    List<Delivery> late = late();
    if (late.isEmpty()) {
      if (!client.asking()) {
        client.giveUpTopics();
      }
      flush();
    }
    return late;
  }

  /** What has come upon earlier questions. */
  List<Delivery> late() {
    client.askForNoMore();
    return come();
  }

  boolean underWay() {
    return client.asking() || answers.any();
  }

  void complete(DeliveryId id) {
    acknowledge(held.remove(id, lock.toNanos()), id, AcknowledgeType.ACCEPT);
  }

  void giveBack(DeliveryId id) {
    acknowledge(held.remove(id, lock.toNanos()), id, AcknowledgeType.RELEASE);
  }

  void keepAlive(Collection<DeliveryId> ids) {
    pending.gapsAreDue();
    hearAnswers();
    failed.addAll(held.runOut(lock.toNanos()));
    tellLost();
    ids.forEach(id -> acknowledge(held.renew(id), id, AcknowledgeType.RENEW));
    flush(); // a request for records that renews brings none
  }

  /** The client tells of answers only when it is called. */
  private void hearAnswers() {
    client.fetch(ShareFetch.empty());
    consumer.commitAsync();
  }

  private void acknowledge(HeldLocks.@Nullable Lock held, DeliveryId id, AcknowledgeType type) {
    if (held != null) {
      pending.add(held.partition(), held.node(), id.offset(), type);
    }
  }

  /**
   * Not before each request, for one that acknowledges takes the broker several times as long; and
   * not with a request, for the client keeps such acknowledgements back until it asks again, which
   * may be long after the locks have run out.
   */
  private void acknowledgeIfDue() {
    if (nanos.getAsLong() - acknowledgedAt >= ACKNOWLEDGE_NANOS) {
      flush();
    }
  }

  void flush() {
    acknowledgedAt = nanos.getAsLong();
    if (!pending.isEmpty()) {
      client.fetch(pending.take());
      consumer.commitAsync();
      client.fetch(ShareFetch.empty());
      tellLost();
    }
  }

  Duration lock() {
    return lock;
  }

  void close() {
    pending.gapsAreDue();
    client.fetch(pending.take());
    consumer.close(CLOSE_WAIT);
  }

  /** Called from within the client, which must not be called from here. */
  private void acknowledged(Map<TopicIdPartition, Set<Long>> offsets, @Nullable Exception error) {
    if (error == null) {
      offsets.forEach((partition, each) ->
          each.forEach(offset ->
              held.confirmed(new DeliveryId(partition.topic(), partition.partition(), offset))));
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

  private void tellLost() {
    if (!failed.isEmpty()) {
      List<DeliveryId> gone = held.forget(failed);
      failed.clear();
      if (!gone.isEmpty()) {
        lost.lost(gone);
      }
    }
  }
}
