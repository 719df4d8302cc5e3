package dev.sluice.worker.transport.share;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.consumer.internals.SubscriptionState;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.LogContext;

/**
 * Tells a share consumer which partitions to ask for: all of its topics, whatever the group has
 * assigned to it. A group of a few workers gives each partition of the five release topics to one
 * of them, and what waits there would wait for that one's slots while others stand idle. Brokers
 * hand out records of any partition to any member. Asked by the consumer's network thread.
 */
final class FetchScope extends SubscriptionState {

  private final ShareClientFields client;
  private final List<String> topics;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean once;
  private int turn;
  private volatile boolean ready;

  FetchScope(ShareClientFields client, Set<String> topics) {
    super(new LogContext(), AutoOffsetResetStrategy.NONE);
    this.client = client;
    this.topics = topics.stream().sorted().toList();
  }

  /** Asks without waiting for the group: another session of the worker has heard from it. */
  void begin() {
    ready = true;
  }

  /** From the next request on: whether to ask once only, or until something comes. */
  void once(boolean only) {
    once = only;
  }

  /** How many requests were made for records. */
  int asked() {
    return asked.get();
  }

  /** In turn, because a request for so many records goes to the leader of the first one. */
  @Override
  public List<TopicPartition> fetchablePartitions(Predicate<TopicPartition> available) {
    List<TopicPartition> partitions = ready() ? led(client.cluster()) : List.of();
    if (!partitions.isEmpty() && !client.asking()) {
      Collections.rotate(partitions, -(turn++ % partitions.size()));
      if (once) {
        client.askForNoMore();
      }
      asked.incrementAndGet();
    }
    return partitions;
  }

  /**
   * Once the group has assigned something: before that it may not have made its partitions known to
   * their leaders, which would answer with errors.
   */
  private boolean ready() {
    if (!ready && client.assigned()) {
      ready = true;
    }
    return ready;
  }

  /** Leaders of partitions that there are something to ask. */
  int leaders() {
    Cluster cluster = client.cluster();
    return (int)
        topics.stream()
            .flatMap(topic -> cluster.partitionsForTopic(topic).stream())
            .map(PartitionInfo::leader)
            .filter(leader -> leader != null)
            .distinct()
            .count();
  }

  private List<TopicPartition> led(Cluster cluster) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo each : cluster.partitionsForTopic(topic)) {
        if (each.leader() != null) {
          partitions.add(new TopicPartition(topic, each.partition()));
        }
      }
    }
    return partitions;
  }
}
