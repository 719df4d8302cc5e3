package dev.sluice.worker.transport.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Priority;
import dev.sluice.worker.Releases;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.ReleaseTransportContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The contract over a share group. */
class ShareGroupTransportTest extends ReleaseTransportContract {

  private static final int DELIVERIES = 5;
  private static final int TRANSACTIONS = 1_000;

  private record SharingMember(ReleaseTransport transport) implements Member {
    @Override
    public void kill() {
      transport.close(); // the broker counts what was delivered and not accepted
    }
  }

  @Override
  protected Member join(String name) {
    WorkerConfig config = topics.worker(name);
    return new SharingMember(
        new ShareGroups(kafka())
            .join(
                "share." + config.pool(),
                name,
                releaseTopics().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey)),
                config.lock(),
                DELIVERIES));
  }

  /**
   * Whatever comes in between, nothing is left that the broker waits for: a partition would stand
   * still there.
   */
  @Test
  void allThatBrokersHandOverIsAcknowledgedMarksOfTransactionsToo() throws Exception {
    long seed = Long.getLong("sluice.seed", System.nanoTime());
    var random = new Random(seed);
    topics.beginTransactions();
    Member member = member("one");
    Thread scheduler =
        Thread.ofPlatform()
            .start(() -> {
              for (int task = 0; task < TRANSACTIONS; task++) {
                topics.releaseInTransaction(Releases.of("t" + task, "any").build());
              }
            });
    List<Delivery> first = take(member, 1); // from then on the group is known everywhere
    complete(member, first);
    Set<String> taken = new HashSet<>();
    first.forEach(each -> taken.add(task(each)));
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofNanos(1))
        .until(() -> {
          List<Delivery> came = turn(member.transport(), random);
          came.forEach(each -> taken.add(task(each)));
          complete(member, came);
          return taken.size() == TRANSACTIONS;
        });
    scheduler.join();
    try (Admin admin = Admin.create(kafka())) {
      await()
          .atMost(topics.worker("any").lock().dividedBy(2))
          .untilAsserted(() -> {
            // What brokers tell is where a partition stood before its last acknowledgement, so
            // each of them gets another one.
            topics.releaseInTransaction(Releases.of("more" + random.nextInt(), "any").build());
            complete(member, take(member, 1));
            member.transport().keepAlive(List.of());
            assertThat(open(admin)).as("not acknowledged, seed %d", seed).isLessThan(10);
          });
    }
  }

  private List<Delivery> turn(ReleaseTransport transport, Random random) {
    List<Delivery> came = new ArrayList<>(transport.late());
    int most = 1 + random.nextInt(20);
    came.addAll(
        switch (random.nextInt(4)) {
          case 0 -> transport.ask(Priority.NORMAL, most);
          case 1 -> transport.take(Set.of(Priority.NORMAL), most, Duration.ofMillis(1));
          case 2 -> transport.take(ALL, most, Duration.ofMillis(1));
          default -> transport.take(Set.of(Priority.NORMAL), most, Duration.ZERO);
        });
    return came;
  }

  /** How many offsets lie between the first that is not acknowledged and the end. */
  private long open(Admin admin) throws Exception {
    String group = "share." + topics.worker("any").pool();
    List<TopicPartition> partitions =
        List.of(
            new TopicPartition(topics.releaseTopic(), 0),
            new TopicPartition(topics.releaseTopic(), 1));
    var spec = new ListShareGroupOffsetsSpec().topicPartitions(partitions);
    var starts =
        admin.listShareGroupOffsets(Map.of(group, spec)).partitionsToOffsetInfo(group).get();
    long open = 0;
    for (TopicPartition each : partitions) {
      long end =
          admin.listOffsets(Map.of(each, OffsetSpec.latest())).partitionResult(each).get().offset();
      open += end - starts.get(each).startOffset();
    }
    return open;
  }
}
