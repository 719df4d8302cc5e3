package dev.sluice.scheduler.faults;

import static dev.sluice.scheduler.FlowDriver.task;
import static dev.sluice.scheduler.faults.Refusals.assertDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Open;
import dev.sluice.records.Result;
import dev.sluice.records.Seal;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches that are opened with what no batch can have. */
class OpenFaultsTest {

  @TempDir Path folder;

  private FlowDriver flow;

  @BeforeEach
  void start() {
    flow = new FlowDriver(folder);
  }

  @AfterEach
  void stop() {
    flow.close();
  }

  @Test
  @DisplayName("B15 a batch that says that it has 1,000,001 tasks is refused as a whole")
  void aBatchThatSaysThatItIsTooLargeIsRefusedAsAWhole() {
    flow.submit(task("b", "parked").setAwaitOpen(true));
    flow.open("b", 1_000_001);

    String words = "a batch may have 1000000 tasks, this one says 1000001";
    assertDeadLetter(Letter.of(flow), "BATCH_TOO_LARGE", words);
    assertRefused("parked", "BATCH_TOO_LARGE");
  }

  @Test
  @DisplayName("B15 a batch that is sealed at 1,000,001 tasks is refused as a whole")
  void aBatchThatIsSealedTooLargeIsRefusedAsAWhole() {
    flow.command("b", Open.newBuilder().build());
    flow.command("b", new Seal(1_000_001L));

    assertDeadLetter(flow, "BATCH_TOO_LARGE", "this one says 1000001");
    assertThat(lastSummary().getStatus()).isEqualTo(BatchStatus.REJECTED);
  }

  /** An open command that no batch can have, and what has to be said about it. */
  record BadOpen(String item, Consumer<Open.Builder> option, String words) {

    @Override
    public String toString() {
      return item;
    }
  }

  static Stream<BadOpen> badOpens() {
    long now = Instant.parse("2026-11-21T10:00:00Z").getEpochSecond();
    return Stream.of(
        new BadOpen("B28 expectedTasks -1", o -> o.setExpectedTasks(-1L), "expectedTasks must not"),
        new BadOpen("B28 maxFailed", o -> o.setMaxFailed(Long.MIN_VALUE), "maxFailed must be"),
        new BadOpen("B28 percent NaN", o -> o.setMaxFailedPercent(Double.NaN), "was NaN"),
        new BadOpen("B28 percent 101", o -> o.setMaxFailedPercent(101), "must be 0 to 100"),
        new BadOpen("B28 maxParallel -1", o -> o.setMaxParallel(-1), "maxParallel must not"),
        new BadOpen("B28 openTimeout -1", o -> o.setOpenTimeoutMs(-1), "openTimeoutMs must be 0"),
        new BadOpen("B28 openTimeout", o -> o.setOpenTimeoutMs(Long.MAX_VALUE), "was 92233720368"),
        new BadOpen("B30 deadline", o -> o.setDeadline(Long.MAX_VALUE), "2000 and 2100, was 92233"),
        new BadOpen("B30 deadline 1969", o -> o.setDeadline(-1), "the years 2000 and 2100, was -1"),
        new BadOpen("B31 seconds", o -> o.setDeadline(now), "must be microseconds since the epoch"),
        new BadOpen("B31 milliseconds", o -> o.setDeadline(now * 1000), "must be microseconds"),
        new BadOpen("B31 nanoseconds", o -> o.setDeadline(now * 1_000_000_000), "microseconds"),
        new BadOpen("B34 10,000 labels", o -> o.setLabels(labels(10_000)), "10000 labels, the lim"),
        new BadOpen("B34 65 labels", o -> o.setLabels(labels(65)), "the limit is 64"),
        new BadOpen("B34 a long key", o -> o.setLabels(Map.of("k".repeat(101), "")), "a key of 1"),
        new BadOpen("B34 a blank key", o -> o.setLabels(Map.of(" ", "v")), "a key of 1 to 100"),
        new BadOpen("B34 a long value", o -> o.setLabels(Map.of("k", "v".repeat(1001))), "1000"),
        new BadOpen("B34 a long name", o -> o.setName("n".repeat(1001)), "name has 1001 char"));
  }

  private static Map<String, String> labels(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "l" + i, i -> "v"));
  }

  @ParameterizedTest
  @MethodSource("badOpens")
  @DisplayName("B28 B30 B31 B34 a batch that is opened with nonsense is refused as a whole")
  void aBatchThatIsOpenedWithNonsenseIsRefusedAsAWhole(BadOpen bad) {
    flow.submit(task("b", "parked").setAwaitOpen(true));
    Open.Builder open = Open.newBuilder();
    bad.option().accept(open);
    flow.command("b", open.build());

    assertDeadLetter(Letter.of(flow), "INVALID_FIELD", bad.words());
    assertRefused("parked", "INVALID_FIELD");
  }

  @Test
  @DisplayName("B34 64 labels are taken and come back in the summary")
  void sixtyFourLabelsAreTaken() {
    flow.command("b", Open.newBuilder().setExpectedTasks(0L).setLabels(labels(64)).build());

    assertThat(lastSummary().getLabels()).isEqualTo(labels(64));
  }

  /** The batch ended at once without running anything; what was parked has a result. */
  private void assertRefused(String parked, String reason) {
    flow.passTime(Duration.ofMillis(10));
    assertThat(flow.releases()).isEmpty();
    List<Result> results = flow.results();
    assertThat(results).extracting(Result::getTaskId).containsExactly(parked);
    assertThat(results.getFirst().getStatus()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(results.getFirst().getReason()).isEqualTo(reason);
    Summary last = lastSummary();
    assertThat(last.getStatus()).isEqualTo(BatchStatus.REJECTED);
    assertThat(last.getReason()).isEqualTo(reason);
  }

  private Summary lastSummary() {
    return flow.summaries().getLast();
  }
}
