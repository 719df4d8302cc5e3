package dev.sluice.scheduler.summary;

import static dev.sluice.scheduler.FlowDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Cancel;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summaries agree with a count of the results by hand. */
class FoldByHandTest {

  private static final String BATCH = "every-end";

  @TempDir Path directory;

  @Test
  void agreesForABatchWithEveryEndInIt() {
    try (var driver = new FlowDriver(directory)) {
      List<Submission.Builder> tasks =
          List.of(
              task(BATCH, "good"),
              task(BATCH, "after", "good").setType("exec").setGroup("g"),
              task(BATCH, "bad", "good"),
              task(BATCH, "slow"),
              task(BATCH, "left", "bad"),
              task(BATCH, "unwanted").setNotBefore(driver.now() + 3_600_000_000L),
              task(BATCH, "itself", "itself"));
      driver.open(BATCH, tasks.size());
      driver.submit(tasks.toArray(Submission.Builder[]::new));
      driver.command(BATCH, Cancel.newBuilder().setTaskId("unwanted").build());
      runAll(driver, Map.of("bad", TaskStatus.FAILED, "slow", TaskStatus.TIMED_OUT));
      driver.passTime(Duration.ofSeconds(1));

      Map<String, Result> results = new TreeMap<>();
      driver.results().forEach(result -> results.put(result.getTaskId(), result));
      Map<String, Submission> submitted = new TreeMap<>();
      tasks.forEach(each -> submitted.put(each.getTaskId(), each.build()));
      Set<TaskStatus> ends = EnumSet.noneOf(TaskStatus.class);
      results.values().forEach(result -> ends.add(result.getStatus()));
      assertThat(ends).isEqualTo(EnumSet.complementOf(EnumSet.of(TaskStatus.UNKNOWN)));
      Summary summary = driver.summaries().getLast();
      new FoldByHand(results, submitted).agreesInOneRoundWith(summary);
      assertThat(summary.getCriticalPath()).containsExactly("good", "after");
    }
  }

  private static void runAll(FlowDriver driver, Map<String, TaskStatus> ends) {
    for (List<Release> open = driver.releases(); !open.isEmpty(); open = driver.releases()) {
      for (Release release : open) {
        driver.passTime(Duration.ofMillis(300));
        long run = release.getTaskId().equals("slow") ? 5_000 : 100_000;
        driver.report(
            TestRecords.reported(
                    release, ends.getOrDefault(release.getTaskId(), TaskStatus.SUCCEEDED))
                .setStartedAt(driver.now() - run)
                .setFinishedAt(driver.now()));
      }
    }
  }

  @Test
  void agreesForRandomBatches() {
    check(false);
  }

  @Test
  void agreesWhenWhatFailedRanAgain() {
    check(true);
  }

  private void check(boolean rounds) {
    Long asked = Long.getLong("sluice.seed");
    long seed = asked == null ? new Random().nextLong() : asked;
    System.err.println("FoldByHandTest: replay with -Dsluice.seed=" + seed);
    try (var driver = new FlowDriver(directory.resolve("random" + rounds))) {
      var batches = new RandomBatches(driver, new Random(seed));
      batches.run(12, rounds);

      assertThat(batches.summaries).hasSize(12);
      batches.results.forEach((batchId, results) -> {
        var fold = new FoldByHand(results, batches.tasks.get(batchId));
        if (rounds) {
          fold.agreesWith(batches.summary(batchId));
        } else {
          fold.agreesInOneRoundWith(batches.summary(batchId));
        }
      });
    }
  }
}
