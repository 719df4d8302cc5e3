package dev.sluice.worker.transport.consumer;

import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.worker.transport.DeliveryId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that this member has, and which of their records is next: of the most urgent
 * priority, and of its partitions each in its turn.
 */
final class Assignment {

  private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();
  private final Map<Priority, Deque<AssignedPartition>> turns = new EnumMap<>(Priority.class);

  /** A record and where it is from. */
  record Pick(AssignedPartition from, ConsumerRecord<byte[], byte[]> record) {}

  Assignment() {
    for (Priority each : Priority.values()) {
      turns.put(each, new ArrayDeque<>());
    }
  }

  void add(AssignedPartition partition) {
    partitions.put(partition.partition(), partition);
    turns.get(partition.priority()).add(partition);
  }

  @Nullable AssignedPartition remove(TopicPartition partition) {
    AssignedPartition gone = partitions.remove(partition);
    if (gone != null) {
      turns.get(gone.priority()).remove(gone);
    }
    return gone;
  }

  @Nullable AssignedPartition of(TopicPartition partition) {
    return partitions.get(partition);
  }

  @Nullable AssignedPartition of(DeliveryId id) {
    return partitions.get(new TopicPartition(id.topic(), id.partition()));
  }

  Collection<AssignedPartition> all() {
    return partitions.values();
  }

  /** What was handed out and is neither completed nor given back. */
  List<DeliveryId> open() {
    return open(partitions.keySet());
  }

  /** The same, of these partitions alone. */
  List<DeliveryId> open(Collection<TopicPartition> of) {
    return of.stream()
        .map(partitions::get)
        .filter(Objects::nonNull)
        .flatMap(each -> each.open().stream())
        .toList();
  }

  List<ReleasePartition> releasePartitions() {
    return partitions.values().stream()
        .map(each -> new ReleasePartition(each.priority(), each.partition().partition()))
        .toList();
  }

  /** Picks what is next, at most so many. */
  List<Pick> pick(Set<Priority> of, int most, long now) {
    List<Pick> picked = new ArrayList<>();
    for (Map.Entry<Priority, Deque<AssignedPartition>> each : turns.entrySet()) {
      if (of.contains(each.getKey())) {
        inTurns(each.getValue(), most, now, picked);
      }
    }
    return picked;
  }

  private void inTurns(Deque<AssignedPartition> inTurn, int most, long now, List<Pick> picked) {
    int waiting = 0; // how many in a row had nothing
    while (waiting < inTurn.size() && picked.size() < most) {
      AssignedPartition next = inTurn.removeFirst();
      inTurn.addLast(next);
      if (ready(next, now)) {
        picked.add(new Pick(next, next.pick(now)));
        waiting = 0;
      } else {
        waiting++;
      }
    }
  }

  /** Of all records whose next loss would be the last, one at a time is handed out. */
  private boolean ready(AssignedPartition partition, long now) {
    return partition.ready(now)
        && !(partition.nextIsOnLastChance(now)
            && partitions.values().stream().anyMatch(AssignedPartition::oneOnLastChance));
  }
}
