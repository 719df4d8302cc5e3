package dev.sluice.scheduler.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.scheduler.FlowDriver;
import dev.sluice.scheduler.TestRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that came in, once more, into a scheduler without any state: at another time, and with
 * restarts in between. The last summary of each batch has the same bytes. Replay a failure with
 * {@code -Dsluice.seed=...}.
 */
class ReplayTest {

  private static final int FLOWS = 6;

  /** Less than an incomplete batch is waited for, which is a matter of the clock and no record. */
  private static final Duration LATER = Duration.ofMinutes(20);

  @TempDir Path directory;

  private static final Set<TaskStatus> EVERY_END =
      EnumSet.complementOf(EnumSet.of(TaskStatus.UNKNOWN));

  /** Of the tasks whose summaries were replayed. */
  private final Set<TaskStatus> ends = EnumSet.noneOf(TaskStatus.class);

  @Test
  void summariesAreTheSameToTheByte() {
    Long asked = Long.getLong("sluice.seed");
    if (asked != null) {
      replay(0, asked);
      return;
    }
    var seeds = new Random();
    int flow = 0;
    while (flow < FLOWS) {
      replay(flow++, seeds.nextLong());
    }
    // Chance may leave an end out of so few.
    while (!ends.equals(EVERY_END) && flow < 5 * FLOWS) {
      replay(flow++, seeds.nextLong());
    }
    assertThat(ends).as("ends of tasks in %d flows", flow).isEqualTo(EVERY_END);
  }

  private void replay(int flow, long seed) {
    System.err.println("ReplayTest: replay with -Dsluice.seed=" + seed);
    replay(flow, new Random(seed));
  }

  private void replay(int flow, Random random) {
    try (var first = new FlowDriver(directory.resolve("first" + flow));
        var second = new FlowDriver(directory.resolve("second" + flow))) {
      var batches = new RandomBatches(first, random);
      batches.run(3, true);
      batches
          .results
          .values()
          .forEach(results -> results.values().forEach(result -> ends.add(result.getStatus())));

      second.passTime(LATER);
      Map<String, byte[]> again = new TreeMap<>();
      for (FlowDriver.Sent record : first.sent()) {
        second.sendAgain(record);
        RandomBatches.readSummaries(second, again);
        if (random.nextInt(20) == 0) {
          second.restart();
        }
        if (random.nextInt(20) == 0) {
          second.passTime(Duration.ofMillis(700));
        }
      }
      second.passTime(Duration.ofSeconds(1));
      RandomBatches.readSummaries(second, again);

      assertThat(again.keySet()).isEqualTo(batches.summaries.keySet()).hasSize(3);
      batches.summaries.forEach((batchId, bytes) -> {
        Summary decoded = TestRecords.decode(Summary.class, again.get(batchId));
        assertThat(decoded).isEqualTo(batches.summary(batchId));
        assertThat(again.get(batchId)).as("%s as bytes", batchId).isEqualTo(bytes);
      });
    }
  }
}
