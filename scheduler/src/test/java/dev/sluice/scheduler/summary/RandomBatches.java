package dev.sluice.scheduler.summary;

import static dev.sluice.scheduler.FlowDriver.TOPICS;

import dev.sluice.records.Attempt;
import dev.sluice.records.Cancel;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Priority;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.RetryFailed;
import dev.sluice.records.RunIf;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;

/** Batches of random graphs, ends, errors, times and rounds, and what is published of them. */
final class RandomBatches {

  private static final int MOST_TASKS = 25;
  private static final String[] TYPES = {"exec", "http", "noop"};

  private final FlowDriver driver;
  private final Random random;
  private final List<Release> released = new ArrayList<>();

  /** The last result of each task by batch, and what was submitted as it. */
  final Map<String, Map<String, Result>> results = new TreeMap<>();

  final Map<String, Map<String, Submission>> tasks = new HashMap<>();

  /** The bytes of the last summary of each batch. */
  final Map<String, byte[]> summaries = new TreeMap<>();

  RandomBatches(FlowDriver driver, Random random) {
    this.driver = driver;
    this.random = random;
  }

  void run(int batches, boolean rounds) {
    for (int batch = 0; batch < batches; batch++) {
      submit("batch" + batch);
    }
    reportAll();
    if (rounds) {
      tasks.keySet().forEach(batchId -> driver.command(batchId, new RetryFailed()));
      observe();
      tasks.forEach((batchId, its) -> its.keySet().forEach(task -> cancelMaybe(batchId, task)));
      reportAll();
    }
    driver.passTime(Duration.ofSeconds(1));
    observe();
  }

  private void submit(String batchId) {
    int size = 1 + random.nextInt(MOST_TASKS);
    driver.open(batchId, size);
    for (int i = 0; i < size; i++) {
      Submission.Builder task = task(batchId, i);
      tasks.computeIfAbsent(batchId, id -> new TreeMap<>()).put("t" + i, task.build());
      driver.submit(any(Priority.values()), task);
      observe();
      if (random.nextInt(3) == 0) {
        reportOne();
      }
      cancelMaybe(batchId, "t" + i);
    }
  }

  private void cancelMaybe(String batchId, String task) {
    if (random.nextInt(12) == 0) {
      driver.command(batchId, Cancel.newBuilder().setTaskId(task).build());
      observe();
    }
  }

  private Submission.Builder task(String batchId, int number) {
    Set<String> needs = new HashSet<>();
    for (int n = random.nextInt(4); n > 0 && number > 0; n--) {
      needs.add("t" + random.nextInt(number));
    }
    if (random.nextInt(20) == 0) {
      needs.add("t" + number); // itself: rejected
    }
    Submission.Builder task =
        FlowDriver.task(batchId, "t" + number, needs.toArray(String[]::new)).setType(any(TYPES));
    if (!needs.isEmpty()) {
      task.setRunIf(random.nextInt(5) == 0 ? RunIf.ALWAYS : RunIf.SUCCESS);
    }
    return random.nextBoolean() ? task : task.setGroup("group" + random.nextInt(3));
  }

  private void reportAll() {
    while (!released.isEmpty()) {
      reportOne();
    }
  }

  private void reportOne() {
    if (!released.isEmpty()) {
      driver.passTime(Duration.ofMillis(random.nextInt(2000)));
      driver.report(report(released.remove(random.nextInt(released.size()))));
      observe();
    }
  }

  private Report.Builder report(Release release) {
    TaskStatus outcome =
        switch (random.nextInt(10)) {
          case 0 -> TaskStatus.FAILED;
          case 1 -> TaskStatus.TIMED_OUT;
          default -> TaskStatus.SUCCEEDED;
        };
    long run = (long) Math.exp(random.nextDouble() * 15);
    Report.Builder report =
        TestRecords.reported(release, outcome)
            .setStartedAt(driver.now() - run)
            .setFinishedAt(driver.now())
            .setWorkerId("w" + random.nextInt(4));
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 1; i <= 1 + random.nextInt(3); i++) {
      attempts.add(new Attempt(i, driver.now() - run, driver.now(), outcome, null));
    }
    report.setAttempts(attempts);
    return outcome == TaskStatus.SUCCEEDED
        ? report
        : report.setError(
            new ErrorInfo("Error" + random.nextInt(3), "at " + random.nextInt(), true));
  }

  /** Reads what was published since the last time. */
  void observe() {
    for (Result result : driver.results()) {
      results
          .computeIfAbsent(result.getBatchId(), id -> new TreeMap<>())
          .put(result.getTaskId(), result);
    }
    released.addAll(driver.releases());
    readSummaries(driver, summaries);
  }

  static void readSummaries(FlowDriver driver, Map<String, byte[]> summaries) {
    for (TestRecord<byte[], byte[]> record : driver.records(TOPICS.summary())) {
      summaries.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
    }
  }

  Summary summary(String batchId) {
    return TestRecords.decode(Summary.class, summaries.get(batchId));
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
