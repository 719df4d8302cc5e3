package dev.sluice.scheduler;

import static dev.sluice.scheduler.FlowDriver.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random graphs, orders, duplicates, garbage and outcomes through the whole topology. The
 * invariants are checked after every step. Replay one with {@code -Dsluice.seed=...}.
 */
class RandomFlowsTest {

  private static final int FLOWS = 8;

  @TempDir Path directory;

  @Test
  void everyTaskEndsOnceAndEveryBatchClosesOnceInAnyOrderOfEvents() {
    Long asked = Long.getLong("sluice.seed");
    var seeds = new Random();
    for (int flow = 0; flow < (asked == null ? FLOWS : 1); flow++) {
      long seed = asked == null ? seeds.nextLong() : asked;
      System.err.println("RandomFlowsTest: replay with -Dsluice.seed=" + seed);
      try (var driver = new FlowDriver(directory.resolve("flow" + flow))) {
        new Flow(driver, new Random(seed)).run();
      }
    }
  }

  private static final class Flow {

    private final FlowDriver driver;
    private final Random random;
    private final Map<String, Submission> tasks = new HashMap<>();
    private final Map<String, Result> results = new HashMap<>();
    private final List<Release> released = new ArrayList<>();
    private final Map<String, Summary> finals = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    Flow(FlowDriver driver, Random random) {
      this.driver = driver;
      this.random = random;
    }

    void run() {
      List<Runnable> arrivals = new ArrayList<>();
      for (int batch = 0; batch < 3; batch++) {
        arrivals.addAll(batch("batch" + batch));
      }
      Collections.shuffle(arrivals, random);
      for (Runnable arrival : arrivals) {
        arrival.run();
        observe();
        if (random.nextInt(3) == 0) {
          reportOne();
        }
      }
      for (int step = 0; !released.isEmpty() && step < 10_000; step++) {
        reportOne();
        if (step % 20 == 0) {
          driver.passTime(Duration.ofMillis(100));
        }
      }
      driver.passTime(Duration.ofSeconds(1));
      observe();
      judge();
    }

    private List<Runnable> batch(String batchId) {
      List<Runnable> arrivals = new ArrayList<>();
      int size = 1 + random.nextInt(25);
      sizes.put(batchId, size);
      arrivals.add(() -> driver.open(batchId, size));
      for (int i = 0; i < size; i++) {
        Set<String> needs = new HashSet<>();
        for (int n = random.nextInt(4); n > 0 && i > 0; n--) {
          needs.add("t" + random.nextInt(i));
        }
        var task = FlowDriver.task(batchId, "t" + i, needs.toArray(String[]::new));
        task.setAwaitOpen(random.nextBoolean());
        tasks.put(batchId + "/t" + i, task.build());
        var priority = Priority.values()[random.nextInt(Priority.values().length)];
        arrivals.add(() -> driver.submit(priority, task));
        if (random.nextInt(5) == 0) {
          arrivals.add(() -> driver.submit(priority, task));
        }
        if (random.nextInt(10) == 0) {
          byte[] garbage = new byte[random.nextInt(40)];
          random.nextBytes(garbage);
          arrivals.add(() -> driver.send(TOPICS.report(), batchId, garbage));
        }
      }
      return arrivals;
    }

    private void reportOne() {
      if (released.isEmpty()) {
        return;
      }
      Release release = released.remove(random.nextInt(released.size()));
      int dice = random.nextInt(20);
      driver.report(
          release,
          dice == 0 ? TaskStatus.FAILED : dice == 1 ? TaskStatus.TIMED_OUT : TaskStatus.SUCCEEDED);
      observe();
      if (random.nextInt(5) == 0) {
        driver.report(release, TaskStatus.FAILED); // the same release again: must not count
        observe();
      }
    }

    private void observe() {
      for (Result result : driver.results()) {
        String key = result.getBatchId() + "/" + result.getTaskId();
        assertThat(results.put(key, result)).as("OneResultPerTask %s", key).isNull();
      }
      for (Release release : driver.releases()) {
        for (String need : release.getInputs().stream().map(i -> i.getTaskId()).toList()) {
          assertThat(results.get(release.getBatchId() + "/" + need).getStatus())
              .as("ReleasedOnlyAfterNeeds %s", release.getTaskId())
              .isEqualTo(TaskStatus.SUCCEEDED);
        }
        Submission task = tasks.get(release.getBatchId() + "/" + release.getTaskId());
        assertThat(release.getInputs()).hasSize(task.getNeeds().size());
        released.add(release);
      }
      for (Summary summary : driver.summaries()) {
        boolean isFinal =
            summary.getStatus() == BatchStatus.SUCCEEDED
                || summary.getStatus() == BatchStatus.FAILED;
        if (isFinal) {
          assertThat(finals.put(summary.getBatchId(), summary)).as("ClosedOnce").isNull();
        }
      }
    }

    private void judge() {
      assertThat(results).hasSameSizeAs(tasks);
      assertThat(finals).hasSameSizeAs(sizes);
      finals.forEach((batchId, summary) -> {
        long succeeded = count(batchId, TaskStatus.SUCCEEDED);
        assertThat(summary.getCounts().getTotal())
            .as("TallyAddsUp")
            .isEqualTo((long) sizes.get(batchId));
        assertThat(summary.getCounts().getSucceeded()).isEqualTo(succeeded);
        assertThat(summary.getCounts().getSkipped()).isEqualTo(count(batchId, TaskStatus.SKIPPED));
        assertThat(summary.getStatus() == BatchStatus.SUCCEEDED)
            .isEqualTo(succeeded == sizes.get(batchId));
      });
    }

    private long count(String batchId, TaskStatus status) {
      return results.values().stream()
          .filter(r -> r.getBatchId().equals(batchId) && r.getStatus() == status)
          .count();
    }
  }
}
