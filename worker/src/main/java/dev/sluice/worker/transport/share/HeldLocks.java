package dev.sluice.worker.transport.share;

import dev.sluice.worker.transport.DeliveryId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that this consumer has locks of. Brokers don't say when a lock runs out, and answer
 * the renewal of one that ran out as if nothing had happened where another worker has ended the
 * task since. So the time since a lock was last set is kept: a worker that was stopped for longer
 * has lost it, whatever brokers answer. One thread's.
 */
final class HeldLocks {

  private static final int PARTS = 8; // the last one is a margin: nobody looks all the time

  private final LongSupplier nanos;
  private final Map<DeliveryId, Lock> held = new HashMap<>();
  private final Set<DeliveryId> asked = new HashSet<>();

  /**
   * A lock of a record.
   *
   * @param node the broker that delivered the record
   * @param setAt by the monotonic clock
   * @param askedAt when it was asked for longer; it counts once the broker has answered
   */
  record Lock(TopicIdPartition partition, int node, long setAt, long askedAt) {

    private Lock asked(long now) {
      return new Lock(partition, node, setAt, now);
    }

    private Lock confirmed() {
      return new Lock(partition, node, askedAt, askedAt);
    }
  }

  /**
   * @param nanos a monotonic clock
   */
  HeldLocks(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void add(DeliveryId id, TopicIdPartition partition, int node) {
    long now = nanos.getAsLong();
    held.put(id, new Lock(partition, node, now, now));
  }

  /** The lock of a record that is held no more; null where it was not, or had run out. */
  @Nullable Lock remove(DeliveryId id, long lockNanos) {
    Lock lock = held.remove(id);
    asked.remove(id);
    return lock == null || ranOut(lock, lockNanos) ? null : lock;
  }

  /** The lock of a record, which is asked for longer now; null where it is not held. */
  @Nullable Lock renew(DeliveryId id) {
    Lock lock = held.computeIfPresent(id, (key, each) -> each.asked(nanos.getAsLong()));
    if (lock != null) {
      asked.add(id);
    }
    return lock;
  }

  /** The broker has answered: the locks that were asked for are as old as the question. */
  void confirmed(Map<TopicIdPartition, Set<Long>> offsets) {
    if (asked.isEmpty()) {
      return; // as nearly always: these are records that are done
    }
    offsets.forEach((partition, each) ->
        each.forEach(
            offset -> confirmed(new DeliveryId(partition.topic(), partition.partition(), offset))));
  }

  private void confirmed(DeliveryId id) {
    if (asked.remove(id)) {
      held.computeIfPresent(id, (key, lock) -> lock.confirmed());
    }
  }

  /** Forgets these. Returns those that were held. */
  List<DeliveryId> forget(Collection<DeliveryId> ids) {
    ids.forEach(asked::remove);
    return ids.stream().filter(id -> held.remove(id) != null).toList();
  }

  /** Those whose lock has run out. */
  List<DeliveryId> runOut(long lockNanos) {
    return held.entrySet().stream()
        .filter(each -> ranOut(each.getValue(), lockNanos))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean ranOut(Lock lock, long lockNanos) {
    return nanos.getAsLong() - lock.setAt() >= lockNanos - lockNanos / PARTS;
  }
}
