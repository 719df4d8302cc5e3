package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Priority;
import dev.sluice.worker.transport.consumer.AssignedPartition.Commit;
import dev.sluice.worker.transport.consumer.AssignedPartition.Start;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * A partition through many owners, some of which die: nothing that was committed as completed comes
 * again, everything comes at last, and what is counted as lost was lost.
 */
class AssignedPartitionTest {

  private static final TopicPartition PARTITION = new TopicPartition("release", 3);
  private static final int RECORDS = 400;

  /** What one partition lives through. */
  private static final class History {
    private final Random random;
    private final int maxLost;
    private final int missed;
    private final TreeSet<Long> records = new TreeSet<>();
    private final TreeSet<Long> completed = new TreeSet<>();
    private final TreeSet<Long> completedByOwner = new TreeSet<>();
    private final TreeSet<Long> safelyCompleted = new TreeSet<>();
    private final TreeSet<Long> hadByOwner = new TreeSet<>();
    private final Map<Long, Integer> deaths = new HashMap<>();
    private final Map<Long, Integer> deathsOfWhoHad = new HashMap<>();
    private OffsetAndMetadata committed = new OffsetAndMetadata(0, "");
    private long now;

    /**
     * @param maxLost a record that was lost with so many is not run again
     * @param missed so many losses of a record may not be counted
     */
    History(Random random, int maxLost, int missed) {
      this.random = random;
      this.maxLost = maxLost;
      this.missed = missed;
      long offset = 0;
      for (int i = 0; i < RECORDS; i++) {
        offset += random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 1;
        records.add(offset);
      }
    }

    void live() {
      for (int owners = 0; completed.size() < RECORDS; owners++) {
        assertThat(owners).as("owners until all is done").isLessThan(10_000);
        own();
      }
    }

    private void own() {
      Trail trail = TrailText.read(committed.metadata()).orElse(Trail.NONE);
      var start = new Start(committed.offset(), trail);
      var partition =
          new AssignedPartition(PARTITION, Priority.NORMAL, start, PartitionLimits.of(maxLost));
      records.tailSet(committed.offset()).forEach(each -> partition.polled(record(each)));
      completedByOwner.clear();
      hadByOwner.clear();
      TreeSet<Long> out = new TreeSet<>();
      for (int steps = random.nextInt(80); steps > 0; steps--) {
        now += random.nextInt(20) * 1_000_000L;
        switch (random.nextInt(4)) {
          case 0 -> commit(partition, false);
          case 1 -> complete(partition, out);
          default -> handOut(partition, out);
        }
      }
      if (random.nextInt(3) == 0) {
        commit(partition, true);
      } else {
        out.forEach(each -> deaths.merge(each, 1, Integer::sum));
        hadByOwner.forEach(each -> deathsOfWhoHad.merge(each, 1, Integer::sum));
      }
    }

    private void handOut(AssignedPartition partition, TreeSet<Long> out) {
      List<ConsumerRecord<byte[], byte[]>> picked = new ArrayList<>();
      for (int i = 0; i < 10 && partition.ready(now); i++) {
        boolean alone = partition.nextIsOnLastChance(now);
        picked.add(partition.pick(now));
        assertThat(!alone || out.size() + picked.size() == 1).as("on its own").isTrue();
      }
      if (!partition.covered()) {
        Commit commit = partition.commit(false, now);
        if (random.nextInt(5) == 0) {
          partition.refused(commit);
          picked.reversed().forEach(partition::putBack);
          return;
        }
        acknowledge(partition, commit);
      }
      for (var each : picked) {
        assertThat(safelyCompleted).doesNotContain(each.offset());
        assertThat(out.add(each.offset())).as("handed out once").isTrue();
        hadByOwner.add(each.offset());
        assertThat(partition.lost(each.offset()))
            .as("workers lost with %s: one may be missed", each.offset())
            .isGreaterThanOrEqualTo(deaths.getOrDefault(each.offset(), 0) - missed)
            .as("only those that had it")
            .isLessThanOrEqualTo(deathsOfWhoHad.getOrDefault(each.offset(), 0));
      }
    }

    private void complete(AssignedPartition partition, TreeSet<Long> out) {
      for (int i = 0; i < 8 && !out.isEmpty(); i++) {
        Long any = out.ceiling((long) random.nextInt(RECORDS));
        long offset = any == null ? out.first() : any;
        out.remove(offset);
        partition.complete(offset);
        completed.add(offset);
        completedByOwner.add(offset);
        deaths.remove(offset);
      }
    }

    private void commit(AssignedPartition partition, boolean leaving) {
      if (leaving || partition.dirty(now)) {
        acknowledge(partition, partition.commit(leaving, now));
      }
    }

    private void acknowledge(AssignedPartition partition, Commit commit) {
      committed = commit.offset();
      assertThat(records.headSet(committed.offset()))
          .as("what is committed is done")
          .isSubsetOf(completed);
      partition.acknowledged(commit);
      safelyCompleted.addAll(completedByOwner);
    }

    private ConsumerRecord<byte[], byte[]> record(long offset) {
      return new ConsumerRecord<>(
          PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[1]);
    }
  }

  @Test
  void nothingDoneComesAgainAndAtMostOneLossIsMissed() {
    live(100, 3, 1);
  }

  @Test
  void whereTheSecondLossIsTheLastEachIsCounted() {
    live(20, 2, 0);
  }

  private static void live(int histories, int maxLost, int missed) {
    long first = Long.getLong("sluice.seed", System.nanoTime());
    for (long seed = first; seed < first + histories; seed++) {
      try {
        new History(new Random(seed), maxLost, missed).live();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
      }
    }
  }
}
