package dev.sluice.scheduler.intake;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Partitions of which more was fetched than polls have given so far, as far as that shows. */
final class Backlog {

  private final Map<String, Urgency> byTopic;
  private final Turns turns = new Turns();
  private final Set<TopicPartition> partitions = new HashSet<>();

  Backlog(Map<String, Urgency> byTopic) {
    this.byTopic = Map.copyOf(byTopic);
  }

  boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** All of it. */
  Set<TopicPartition> all() {
    return Set.copyOf(partitions);
  }

  /** Only these are still ours. */
  void keep(Set<TopicPartition> assigned) {
    partitions.retainAll(assigned);
  }

  /** A poll gave all that it may: there is probably more of these. */
  void grows(Collection<TopicPartition> of) {
    partitions.addAll(of);
  }

  /** There is no more of these. */
  void ends(Collection<TopicPartition> of) {
    partitions.removeAll(of);
  }

  /** The partitions that are next; call it only if there is a backlog. */
  Set<TopicPartition> next() {
    TreeSet<Urgency> waiting = new TreeSet<>();
    partitions.forEach(partition -> waiting.add(urgency(partition)));
    Urgency chosen = turns.next(waiting);
    Set<TopicPartition> next = new HashSet<>(partitions);
    next.removeIf(partition -> urgency(partition) != chosen);
    return next;
  }

  private Urgency urgency(TopicPartition partition) {
    return byTopic.getOrDefault(partition.topic(), Urgency.BACKGROUND);
  }
}
