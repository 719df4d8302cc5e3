package dev.sluice.core.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTallyTest {

  private final long seed = Long.getLong("sluice.seed", new Random().nextLong());
  private final Random random = new Random(seed);

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
        1,
        TaskStatus.FAILED,
        type,
        null,
        worker,
        Priority.NORMAL,
        0,
        1,
        2,
        3,
        false,
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
              1,
              status,
              "type" + random.nextInt(5),
              random.nextBoolean() ? null : "group" + random.nextInt(2000),
              ran ? "worker" + random.nextInt(10) : null,
              Priority.values()[random.nextInt(5)],
              random.nextInt(4),
              queued,
              started,
              finished,
              status == TaskStatus.SUCCEEDED && random.nextInt(4) == 0,
              Contribution.sampleOf("task" + i, error)));
    }
    return results;
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
