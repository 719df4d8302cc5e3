package dev.sluice.worker.transport.consumer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Shares out each topic evenly by itself and moves as little as it can. Kafka's sticky assignors
 * even out the total only, which may give one member all of one priority and another all of the
 * next. Partitions move in two steps (KIP-429): their owner gives them up in one rebalance, and the
 * next owner gets them in the one that follows.
 */
public final class TopicwiseAssignor implements ConsumerPartitionAssignor {

  @Override
  public String name() {
    return "sluice-topicwise";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    Map<String, Subscription> members = new TreeMap<>(group.groupSubscription());
    Map<TopicPartition, String> owners = owners(members);
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    members.keySet().forEach(each -> assigned.put(each, new ArrayList<>()));
    Map<String, Integer> extras = new HashMap<>();
    Set<String> topics = new TreeSet<>();
    members.values().forEach(each -> topics.addAll(each.topics()));
    for (String topic : topics) {
      List<String> readers =
          members.keySet().stream()
              .filter(each -> members.get(each).topics().contains(topic))
              .toList();
      Integer partitions = metadata.partitionCountForTopic(topic);
      if (partitions != null) {
        share(partitions(topic, partitions), readers, owners, extras, assigned);
      }
    }
    Map<String, Assignment> assignment = new HashMap<>();
    assigned.forEach((member, each) -> assignment.put(member, new Assignment(each)));
    return new GroupAssignment(assignment);
  }

  private static List<TopicPartition> partitions(String topic, int count) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      partitions.add(new TopicPartition(topic, i));
    }
    return partitions;
  }

  /** Of two that claim a partition, the one that was in the later generation has it. */
  private static Map<TopicPartition, String> owners(Map<String, Subscription> members) {
    Map<TopicPartition, String> owners = new HashMap<>();
    members.forEach((member, subscription) -> {
      for (TopicPartition each : subscription.ownedPartitions()) {
        owners.merge(
            each,
            member,
            (one, other) -> generation(members, one) >= generation(members, other) ? one : other);
      }
    });
    return owners;
  }

  private static int generation(Map<String, Subscription> members, String member) {
    return members.get(member).generationId().orElse(-1);
  }

  private static void share(
      List<TopicPartition> topic,
      List<String> readers,
      Map<TopicPartition, String> owners,
      Map<String, Integer> extras,
      Map<String, List<TopicPartition>> assigned) {
    Map<String, Integer> room = room(topic, readers, owners, extras);
    Deque<TopicPartition> free = new ArrayDeque<>();
    for (TopicPartition each : topic) {
      String owner = owners.get(each);
      if (owner != null && room.getOrDefault(owner, 0) > 0) {
        room.merge(owner, -1, Integer::sum);
        assigned.get(owner).add(each);
      } else {
        free.add(each);
      }
    }
    for (String reader : readers) {
      for (int i = room.get(reader); i > 0; i--) {
        TopicPartition next = free.remove();
        if (owners.get(next) == null) {
          assigned.get(reader).add(next);
        }
      }
    }
  }

  /**
   * How many partitions of the topic each gets. Those left over go to who has the fewest of such
   * from other topics, and then to who has the most of this one.
   */
  private static Map<String, Integer> room(
      List<TopicPartition> topic,
      List<String> readers,
      Map<TopicPartition, String> owners,
      Map<String, Integer> extras) {
    Map<String, Integer> owned = new HashMap<>();
    topic.stream()
        .map(owners::get)
        .filter(readers::contains)
        .forEach(each -> owned.merge(each, 1, Integer::sum));
    Map<String, Integer> room = new HashMap<>();
    readers.forEach(each -> room.put(each, topic.size() / readers.size()));
    readers.stream()
        .sorted(
            Comparator.<String>comparingInt(each -> extras.getOrDefault(each, 0))
                .thenComparingInt(each -> -owned.getOrDefault(each, 0)))
        .limit(topic.size() % readers.size())
        .forEach(each -> {
          room.merge(each, 1, Integer::sum);
          extras.merge(each, 1, Integer::sum);
        });
    return room;
  }
}
