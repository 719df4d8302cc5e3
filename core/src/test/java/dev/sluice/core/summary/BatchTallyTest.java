package dev.sluice.core.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTallyTest {

  private final long seed = Long.getLong("sluice.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private int types = 5;

  @Test
  void orderOfResultsDoesNotMatter() {
    List<Contribution> results = results(3000);
    byte[] inOrder = fold(results).toBytes();
    Collections.shuffle(results, random);

    assertThat(fold(results).toBytes()).as(replay()).isEqualTo(inOrder);
  }

  @Test
  void mergingTwoTalliesGivesWhatFoldingAllAtOnceGives() {
    List<Contribution> results = results(3000);
    int cut = random.nextInt(results.size());
    BatchTally merged = fold(results.subList(0, cut));
    merged.merge(fold(results.subList(cut, results.size())));

    assertThat(merged.toBytes()).as(replay()).isEqualTo(fold(results).toBytes());
  }

  @Test
  void survivesTheWayThroughItsRow() {
    byte[] row = fold(results(500)).toBytes();

    assertThat(BatchTally.ofBytes(row).toBytes()).as(replay()).isEqualTo(row);
  }

  @Test
  void unfoldingTakesBackWhatAContributionRowRemembers() {
    List<Contribution> results = results(200);
    BatchTally tally = fold(results);
    for (Contribution result : results) {
      tally.unfold(ContributionRow.ofBytes(ContributionRow.toBytes(result)));
    }

    assertThat(tally.counts().total()).as(replay()).isZero();
    assertThat(tally.retried()).isZero();
    assertThat(tally.runTime().count()).isZero();
    assertThat(tally.errors()).isEmpty();
    assertThat(tally.byType().all()).isEmpty();
    assertThat(tally.byWorker().all()).isEmpty();
    assertThat(tally.runTimeByType().all()).isEmpty();
    assertThat(tally.course().timeline().buckets()).allMatch(bucket -> bucket.total() == 0);
  }

  @Test
  void tellsNoMoreTypesApartThanItHasRoomForDistributions() {
    types = 3 * DurationsByType.MOST_TYPES;
    List<Contribution> results = results(3000);
    BatchTally tally = fold(results);
    byte[] inOrder = tally.toBytes();
    Collections.shuffle(results, random);

    assertThat(fold(results).toBytes()).as(replay()).isEqualTo(inOrder);
    assertThat(tally.runTimeByType().all())
        .hasSize(DurationsByType.MOST_TYPES + 1)
        .containsKey(CountsByName.OTHER);
    assertThat(tally.runTimeByType().all().values().stream().mapToLong(DurationTally::count).sum())
        .isEqualTo(tally.runTime().count());
  }

  @Test
  void readsRowsFromBeforeThereWasATimeline() {
    BatchTally tally =
        BatchTally.ofBytes(
            HexFormat.of()
                .parseHex(
                    "02080200000200040865786563040200000000086874747004000000020000000000000002"
                        + "026702000000000000000000000002047731080200000000000000000000020c4e4f52"
                        + "4d414c080200000200000000000000e80702e8070ae8fe020a804602804e02804e0280"
                        + "4e02804e02022032623264363937636438633838643466020245086174203704743400"
                        + "0c04008080f28183898506f0a2f68183898506"));

    assertThat(tally.counts().total()).isEqualTo(6);
    assertThat(tally.retried()).isEqualTo(2);
    assertThat(tally.runTime().count()).isEqualTo(5);
    assertThat(tally.errors()).singleElement().extracting(ErrorGroup::count).isEqualTo(1L);
    assertThat(tally.course().timeline().buckets()).isEmpty();
    assertThat(tally.runTimeByType().all()).isEmpty();
    assertThat(tally.course().lastOfLongestChain()).isNull();

    results(20).forEach(tally::fold);
    assertThat(tally.counts().total()).isEqualTo(26);
    assertThat(tally.course().timeline().buckets().stream().mapToLong(Timeline.Bucket::total).sum())
        .isEqualTo(20);
    byte[] row = tally.toBytes();
    assertThat(BatchTally.ofBytes(row).toBytes()).as(replay()).isEqualTo(row);
  }

  @Test
  void readsWhatATaskAddedFromBeforeItWasKnownWhenItWasReleased() {
    Contribution read =
        ContributionRow.ofBytes(
            HexFormat.of()
                .parseHex(
                    "01060c0865786563026704773102048080f28183898506e807d08c0120326232643639376364"
                        + "38633838643466"));

    assertThat(read.status()).isEqualTo(TaskStatus.TIMED_OUT);
    assertThat(read.finishedAt()).isEqualTo(1_700_000_000_009_000L);
    assertThat(read.releasedAt()).isZero();
  }

  @Test
  void aLaterRoundTakesTheChainsOfWhatRunsAgainAway() {
    var tally = new BatchTally();
    Contribution good = chained("good", 1, TaskStatus.SUCCEEDED, 50);
    Contribution bad = chained("bad", 1, TaskStatus.FAILED, 100);
    tally.fold(good);
    tally.fold(bad);
    assertThat(tally.course().lastOfLongestChain()).isEqualTo("bad");
    assertThat(tally.course().longestChainMicros()).isEqualTo(100);

    tally.unfold(ContributionRow.ofBytes(ContributionRow.toBytes(bad)));
    tally.fold(chained("bad", 2, TaskStatus.FAILED, 20));
    assertThat(tally.course().lastOfLongestChain()).isEqualTo("good");
    tally = BatchTally.ofBytes(tally.toBytes());
    tally.fold(chained("late", 1, TaskStatus.FAILED, 900));

    assertThat(tally.course().lastOfLongestChain()).isEqualTo("good");
    assertThat(tally.course().longestChainMicros()).isEqualTo(50);
    assertThat(tally.course().longestChainTasks()).isEqualTo(1);
  }

  private static Contribution chained(String taskId, int round, TaskStatus status, long micros) {
    return new Contribution(
        taskId,
        round,
        status,
        "t",
        null,
        "w",
        Priority.NORMAL,
        0,
        1000,
        1000,
        1000,
        1000 + micros,
        false,
        Chain.NONE.then(micros),
        null);
  }

  @Test
  void boundsNamesWithoutLosingCounts() {
    int names = CountsByName.MOST_NAMES + 500;
    var tally = new BatchTally();
    IntStream.range(0, names).forEach(i -> tally.fold(result("type" + i, "worker" + i, null)));

    assertThat(tally.byType().all()).hasSize(CountsByName.MOST_NAMES + 1);
    assertThat(tally.byType().all().values().stream().mapToLong(StatusCounts::total).sum())
        .isEqualTo(names);
    assertThat(tally.toBytes()).hasSizeLessThan(100_000);
  }

  @Test
  void showsTheMostFrequentErrorsAndCountsTheRest() {
    var tally = new BatchTally();
    for (int kind = 0; kind < 500; kind++) {
      for (int times = 0; times <= kind % 3; times++) {
        tally.fold(result("t", "w", new TaskError("Error" + letters(kind), "boom", false)));
      }
    }

    List<ErrorGroup> shown = tally.errors();
    assertThat(shown).hasSize(ErrorGroups.MOST_SHOWN + 1);
    assertThat(shown.getFirst().count()).isEqualTo(3);
    assertThat(shown.getLast().fingerprint()).isEqualTo(ErrorGroup.OTHER);
    assertThat(shown.stream().mapToLong(ErrorGroup::count).sum()).isEqualTo(tally.counts().total());
  }

  private static String letters(int number) {
    return new String(new char[] {(char) ('a' + number / 26), (char) ('a' + number % 26)});
  }

  private static Contribution result(String type, String worker, TaskError error) {
    return new Contribution(
        "task",
        1,
        TaskStatus.FAILED,
        type,
        null,
        worker,
        Priority.NORMAL,
        0,
        1,
        1,
        2,
        3,
        false,
        Chain.NONE,
        Contribution.sampleOf("task", error));
  }

  private List<Contribution> results(int number) {
    List<Contribution> results = new ArrayList<>();
    TaskStatus[] ends = {
      TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.SKIPPED, TaskStatus.TIMED_OUT
    };
    for (int i = 0; i < number; i++) {
      TaskStatus status = ends[random.nextInt(ends.length)];
      boolean ran = status != TaskStatus.SKIPPED;
      long queued = 1_000_000L + random.nextInt(1000);
      long started = ran ? queued + (long) Math.exp(random.nextDouble() * 20) : 0;
      long finished = ran ? started + (long) Math.exp(random.nextDouble() * 25) : queued;
      TaskError error =
          status == TaskStatus.FAILED
              ? new TaskError("Type" + random.nextInt(300), "no " + random.nextInt(), true)
              : null;
      results.add(
          new Contribution(
              "task" + i,
              1,
              status,
              "type" + random.nextInt(types),
              random.nextBoolean() ? null : "group" + random.nextInt(2000),
              ran ? "worker" + random.nextInt(10) : null,
              Priority.values()[random.nextInt(5)],
              random.nextInt(4),
              queued,
              ran ? queued : 0,
              started,
              finished,
              status == TaskStatus.SUCCEEDED && random.nextInt(4) == 0,
              ran ? chain(finished - started) : Chain.NONE,
              Contribution.sampleOf("task" + i, error)));
    }
    return results;
  }

  private Chain chain(long ran) {
    return random.nextBoolean()
        ? Chain.NONE.then(ran)
        : new Chain(random.nextInt(50), 1 + random.nextInt(3), "task" + random.nextInt(9))
            .then(ran);
  }

  private static BatchTally fold(List<Contribution> results) {
    var tally = new BatchTally();
    results.forEach(tally::fold);
    return tally;
  }

  private String replay() {
    return "replay with -Dsluice.seed=" + seed;
  }
}
