package dev.sluice.scheduler.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Priority;
import dev.sluice.scheduler.wire.Outbound;
import dev.sluice.scheduler.workforce.PartitionSlots;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReleaseSpreadTest {

  private static final int PARTITIONS = 4;
  private static final Outbound RELEASE = release("default");
  private static final Outbound OTHER = release("other");

  private long[] slots = new long[PARTITIONS];

  private static Outbound release(String pool) {
    String topic = Topics.DEFAULT.release(pool, dev.sluice.records.Priority.LOW);
    return new Outbound(topic, new byte[1], "batch/task");
  }

  private ReleaseSpread spread(ReleaseBalance balance) {
    var catalogue =
        new TopicCatalogue(Topics.DEFAULT, PARTITIONS, (short) 1, Set.of("default", "other"));
    PartitionSlots byPool =
        (pool, priority, partitions) ->
            pool.equals("default") && priority == Priority.LOW ? slots : new long[partitions];
    return new SpreadTerms(balance, catalogue, byPool, 1).of(2);
  }

  private static List<Integer> placed(ReleaseSpread spread, Outbound release, int number) {
    List<Integer> partitions = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      partitions.add(spread.place(release).partition());
    }
    return partitions;
  }

  @Test
  void byHashNothingIsChosen() {
    ReleaseSpread spread = spread(ReleaseBalance.HASH);

    assertThat(spread.place(RELEASE)).isSameAs(RELEASE);
    assertThat(spread.counts()).isFalse();
  }

  @Test
  void roundRobinBeginsWhereOthersDoNotAndGoesRoundInEachTopic() {
    ReleaseSpread spread = spread(ReleaseBalance.ROUND_ROBIN);

    assertThat(placed(spread, RELEASE, 6)).containsExactly(2, 3, 0, 1, 2, 3);
    assertThat(placed(spread, OTHER, 2)).containsExactly(2, 3);
  }

  @Test
  void leastLoadedFollowsWhatIsReported() {
    ReleaseSpread spread = spread(ReleaseBalance.LEAST_LOADED);
    placed(spread, RELEASE, 8);
    spread.returned(RELEASE.topic(), 3);
    spread.returned(RELEASE.topic(), 3);
    spread.returned(RELEASE.topic(), 1);
    spread.returned(OTHER.topic(), 0);
    spread.returned(RELEASE.topic(), 99);

    assertThat(placed(spread, RELEASE, 3)).containsExactly(3, 1, 3);
    assertThat(spread.counts()).isTrue();
  }

  @Test
  void whatIsNeverReportedFadesAway() {
    ReleaseSpread spread = spread(ReleaseBalance.LEAST_LOADED);
    spread.tick(1);
    placed(spread, RELEASE, 4);
    for (int partition : new int[] {0, 1, 2}) {
      spread.returned(RELEASE.topic(), partition);
    }
    assertThat(spread.place(RELEASE).partition()).isZero();
    spread.returned(RELEASE.topic(), 0);

    spread.tick(60_001);

    assertThat(placed(spread, RELEASE, 4)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void weightedFollowsTheSlotsAndGivesLeastToWhatNobodyReads() {
    slots = new long[] {3 * PartitionSlots.ONE, PartitionSlots.ONE, 0, 0};
    ReleaseSpread spread = spread(ReleaseBalance.WEIGHTED);

    assertThat(placed(spread, RELEASE, 400))
        .satisfies(all -> {
          assertThat(all).filteredOn(partition -> partition == 0).hasSize(300);
          assertThat(all).filteredOn(partition -> partition == 1).hasSize(100);
        });
    assertThat(placed(spread, OTHER, 4)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void weightsFollowTheWorkersThatComeAndGo() {
    slots = new long[] {PartitionSlots.ONE, 0, 0, 0};
    ReleaseSpread spread = spread(ReleaseBalance.WEIGHTED);
    assertThat(placed(spread, RELEASE, 3)).containsOnly(0);

    slots = new long[] {0, 0, 0, PartitionSlots.ONE};
    spread.tick(5000);

    assertThat(placed(spread, RELEASE, 3)).containsOnly(3);
  }

  @Test
  void randomIsTheSameForASeedAndReachesAll() {
    List<Integer> placed = placed(spread(ReleaseBalance.RANDOM), RELEASE, 200);

    assertThat(placed).contains(0, 1, 2, 3);
    assertThat(placed(spread(ReleaseBalance.RANDOM), RELEASE, 200)).isEqualTo(placed);
  }
}
