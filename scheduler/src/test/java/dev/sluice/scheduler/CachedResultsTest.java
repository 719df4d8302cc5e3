package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.limits.FieldLimits;
import dev.sluice.records.CachedOutput;
import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.TopicSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task gave stands for tasks of later batches. */
class CachedResultsTest {

  private static final String CACHE = FlowDriver.TOPICS.cache();

  @TempDir Path stateDirectory;
  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(stateDirectory);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  void theSecondBatchOfTheSameWorkIsNotRun() {
    runs("one", cached("one", "a"));

    flow.open("two", 2);
    flow.submit(cached("two", "b"), FlowDriver.task("two", "after", "b"));

    List<Release> released = flow.releases();
    assertThat(released).extracting(Release::getTaskId).containsExactly("after");
    assertThat(text(released.getFirst().getInputs().getFirst().getOutput())).isEqualTo("\"out\"");
    Result result = flow.results().getFirst();
    assertThat(result.getStatus()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(result.getCachedFrom()).isEqualTo("one/a");
    assertThat(text(result.getOutput())).isEqualTo("\"out\"");
    assertThat(result.getAttempts()).isZero();
    flow.report(released.getFirst(), TaskStatus.SUCCEEDED);
    assertThat(flow.summaries().getLast())
        .satisfies(summary -> {
          assertThat(summary.getCached()).isEqualTo(1);
          assertThat(summary.getCounts().getSucceeded()).isEqualTo(2);
          assertThat(summary.getRunTime().getCount()).isEqualTo(1);
        });
    assertThat(flow.counts().of("cache-hit")).isEqualTo(1);
    assertThat(flow.counts().of("cache-miss")).isEqualTo(1);
    assertThat(flow.counts().of("cache-store")).isEqualTo(1);
  }

  @Test
  void theOutputKeepsItsContentType() {
    flow.open("one", 1);
    flow.submit(cached("one", "a"));
    Release release = flow.releases().getFirst();
    flow.report(
        TestRecords.reported(release, TaskStatus.SUCCEEDED)
            .setOutput(bytes("plain"))
            .setOutputContentType("text/plain"));
    flow.results();

    flow.submit(cached("two", "b"));
    assertThat(flow.results().getFirst().getOutputContentType()).isEqualTo("text/plain");
  }

  @Test
  void aRecordNamesWhereTheOutputIsFromAndWhenItExpires() {
    long before = flow.now();
    runs("one", cached("one", "a").setCacheKey("my key").setCacheTtlMs(5000));

    var entries = flow.records(CACHE);
    assertThat(entries).hasSize(1);
    assertThat(new String(entries.getFirst().key(), StandardCharsets.UTF_8))
        .isEqualTo("noop/my key");
    CachedOutput entry = TestRecords.decode(CachedOutput.class, entries.getFirst().value());
    assertThat(entry.getKey()).isEqualTo("noop/my key");
    assertThat(entry.getBatchId() + "/" + entry.getTaskId()).isEqualTo("one/a");
    assertThat(entry.getCreatedAt()).isEqualTo(before);
    assertThat(entry.getExpiresAt()).isEqualTo(before + 5_000_000);
  }

  @Test
  void anExpiredEntryIsReplacedByTheNextSuccess() {
    runs("one", cached("one", "a").setCacheKey("k").setCacheTtlMs(5000));
    flow.passTime(Duration.ofSeconds(6));

    runs("two", cached("two", "a").setCacheKey("k"));
    assertThat(flow.counts().of("cache-expired")).isEqualTo(1);

    flow.submit(cached("three", "a").setCacheKey("k"));
    assertThat(flow.releases()).isEmpty();
    assertThat(flow.results().getFirst().getCachedFrom()).isEqualTo("two/a");
  }

  @Test
  void entriesSurviveARestart() {
    runs("one", cached("one", "a"));
    flow.restart();
    flow.submit(cached("two", "b"));
    assertThat(flow.releases()).isEmpty();
    assertThat(flow.results().getFirst().getCachedFrom()).isEqualTo("one/a");
  }

  @Test
  void whatWasTakenAwayIsNotUsedAnyMore() {
    runs("one", cached("one", "a").setCacheKey("k"));
    flow.send(CACHE, "noop/k", null);
    flow.submit(cached("two", "b").setCacheKey("k"));
    assertThat(flow.releases()).hasSize(1);
  }

  @Test
  void bytesThatCantBeReadAreSkipped() {
    flow.send(CACHE, "noop/k", new byte[] {1, 2, 3});
    flow.send(CACHE, null, new byte[] {1, 2, 3});
    runs("one", cached("one", "a").setCacheKey("k"));
    flow.submit(cached("two", "b").setCacheKey("k"));
    assertThat(flow.results().getFirst().getCachedFrom()).isEqualTo("one/a");
    assertThat(flow.deadLetters()).isEmpty();
  }

  @Test
  void anEntryUnderAForeignKeyStandsForNothing() {
    runs("one", cached("one", "a").setCacheKey("k"));
    byte[] entry = flow.records(CACHE).getFirst().value();
    flow.send(CACHE, "noop/other", entry);
    flow.submit(cached("two", "b").setCacheKey("other"));
    assertThat(flow.releases()).hasSize(1);
  }

  @Test
  void theCopyForgetsWhatIsOfNoUse() {
    for (int i = 0; i < 20; i++) {
      runs("short-" + i, cached("short-" + i, "a").setCacheKey("s" + i).setCacheTtlMs(1000));
    }
    flow.passTime(Duration.ofSeconds(2));
    for (int i = 0; i < 40; i++) {
      runs("long-" + i, cached("long-" + i, "a").setCacheKey("l" + i));
    }
    assertThat(flow.cacheEntries()).hasSize(40);
  }

  @Test
  void tasksThatDontAskCostNothing() {
    runs("one", FlowDriver.task("one", "a"));
    assertThat(flow.records(CACHE)).isEmpty();
    assertThat(flow.counts().all().keySet()).noneMatch(name -> name.startsWith("cache"));
  }

  @Test
  void theTopicKeepsRecordsLongerThanTheyMayBeUsed() {
    TopicSpec topic =
        new TopicCatalogue(FlowDriver.TOPICS, 6, (short) 1, Set.of("default"))
            .topics().stream().filter(t -> t.name().equals(CACHE)).findFirst().orElseThrow();
    assertThat(topic.setting("cleanup.policy")).contains("compact,delete");
    assertThat(Duration.ofMillis(Long.parseLong(topic.setting("retention.ms").orElseThrow())))
        .isGreaterThan(FieldLimits.LONGEST_CACHED);
  }

  /** A batch of this task alone, which the workers run. */
  private void runs(String batchId, Submission.Builder task) {
    flow.open(batchId, 1);
    flow.submit(task);
    List<Release> released = flow.releases();
    assertThat(released).hasSize(1);
    flow.report(
        released.getFirst(), TaskStatus.SUCCEEDED, "\"out\"".getBytes(StandardCharsets.UTF_8));
    assertThat(flow.results().getFirst().getCachedFrom()).isNull();
  }

  private static Submission.Builder cached(String batchId, String taskId) {
    return FlowDriver.task(batchId, taskId).setCache(true);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
  }
}
