package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Members come and go, and every topic stays shared out evenly. */
class TopicwiseAssignorTest {

  private static final List<String> TOPICS =
      List.of("background", "critical", "high", "low", "normal");

  private final Map<String, List<TopicPartition>> owned = new TreeMap<>();
  private int generation;

  private Set<TopicPartition> rebalance(int partitions) {
    Map<String, Subscription> members = new HashMap<>();
    owned.forEach((member, each) ->
        members.put(member, new Subscription(TOPICS, null, each, generation, Optional.empty())));
    generation++;
    var before = new HashMap<>(owned);
    Set<TopicPartition> moved = new HashSet<>();
    new TopicwiseAssignor()
        .assign(cluster(partitions), new GroupSubscription(members))
        .groupAssignment()
        .forEach((member, each) -> {
          owned.put(member, each.partitions());
          before.get(member).stream()
              .filter(p -> !each.partitions().contains(p))
              .forEach(moved::add);
        });
    List<TopicPartition> all = owned.values().stream().flatMap(List::stream).toList();
    assertThat(all).as("one owner each").doesNotHaveDuplicates();
    assertThat(moved).as("given up before they are given away").noneMatch(all::contains);
    return moved;
  }

  private static Cluster cluster(int partitions) {
    List<PartitionInfo> infos = new ArrayList<>();
    for (String topic : TOPICS) {
      IntStream.range(0, partitions)
          .forEach(each ->
              infos.add(new PartitionInfo(topic, each, Node.noNode(), new Node[0], new Node[0])));
    }
    return new Cluster("c", List.of(), infos, Set.of(), Set.of());
  }

  private void assertEven(int partitions) {
    for (String topic : TOPICS) {
      List<Long> counts =
          owned.values().stream()
              .map(each -> each.stream().filter(p -> p.topic().equals(topic)).count())
              .toList();
      assertThat(counts.stream().mapToLong(each -> each).sum()).isEqualTo(partitions);
      assertThat(counts)
          .allMatch(each -> each - counts.stream().mapToLong(c -> c).min().getAsLong() <= 1);
    }
    List<Integer> totals = owned.values().stream().map(List::size).sorted().toList();
    assertThat(totals.getLast() - totals.getFirst())
        .as("of all topics together")
        .isLessThanOrEqualTo(1);
  }

  @Test
  void everyTopicIsSharedOutEvenlyWhoeverComesAndGoes() {
    long first = Long.getLong("sluice.seed", System.nanoTime());
    for (long seed = first; seed < first + 200; seed++) {
      try {
        live(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
      }
    }
  }

  private void live(Random random) {
    owned.clear();
    int partitions = 1 + random.nextInt(12);
    int named = 0;
    for (int change = 0; change < 12; change++) {
      if (owned.isEmpty() || random.nextInt(3) > 0) {
        owned.put("m" + named++, List.of());
      } else {
        owned.remove(owned.keySet().stream().skip(random.nextInt(owned.size())).findFirst().get());
      }
      for (int round = 0; !owned.isEmpty() && round < 3; round++) {
        rebalance(partitions);
      }
      if (!owned.isEmpty()) {
        assertEven(partitions);
        assertThat(rebalance(partitions)).as("nothing moves without need").isEmpty();
      }
    }
  }

  @Test
  void fiveWorkersHaveOnePriorityEachWhereThereIsOnePartition() {
    IntStream.range(0, 5).forEach(each -> owned.put("m" + each, List.of()));
    rebalance(1);
    assertThat(owned.values()).allMatch(each -> each.size() == 1);
  }
}
