package dev.sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.Progress;
import dev.sluice.client.TaskCounts;
import dev.sluice.core.task.BatchStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Instant OPENED = Instant.parse("2026-11-21T10:00:00Z");
  private static final Progress PROGRESS =
      new Progress("b", BatchStatus.RUNNING, 10, 3, 1, 0, 0, 0, 0, 1);

  private static BatchSummary summary(BatchStatus status, long succeeded) {
    return new BatchSummary(
        "b",
        "night",
        status,
        null,
        1,
        Map.of(),
        OptionalLong.of(10),
        new TaskCounts(succeeded, succeeded, 0, 0, 0, 0, 0),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        1,
        1,
        DurationQuantiles.NONE,
        DurationQuantiles.NONE,
        List.of(),
        OPENED.toEpochMilli() * 1000,
        0,
        Duration.ofSeconds(9),
        0,
        List.of(),
        CriticalPath.NONE,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        0,
        0);
  }

  @Test
  void aRunningBatchHasTheCountsOfTheResultsThatAreHereAndTheRestOfTheLastSummary() {
    BatchSummary standing =
        Standing.of(PROGRESS, summary(BatchStatus.RUNNING, 2), OPENED.plusSeconds(8));

    assertThat(standing.name()).isEqualTo("night");
    assertThat(standing.counts()).isEqualTo(new TaskCounts(4, 3, 1, 0, 0, 0, 0));
    assertThat(standing.successRate()).isEqualTo(0.75);
    assertThat(standing.duration()).isEqualTo(Duration.ofSeconds(8));
    assertThat(standing.throughputPerSecond()).isEqualTo(0.5);
  }

  @Test
  void aBatchThatHasEndedIsWhatItsSummarySays() {
    BatchSummary last = summary(BatchStatus.SUCCEEDED, 10);

    assertThat(Standing.of(PROGRESS, last, OPENED.plusSeconds(99))).isSameAs(last);
  }

  @Test
  void theLayoutIsTheSameBeforeTheFirstSummaryAndWithAClockThatIsBehind() throws IOException {
    String before = json(Standing.of(PROGRESS, null, OPENED));
    String behind =
        json(Standing.of(PROGRESS, summary(BatchStatus.RUNNING, 2), OPENED.minusSeconds(5)));

    assertThat(behind).contains("\"durationMs\":0,");
    assertThat(before.replaceAll(":[^,}]*", "")).isEqualTo(behind.replaceAll(":[^,}]*", ""));
  }

  private static String json(BatchSummary summary) throws IOException {
    var out = new ByteArrayOutputStream();
    Output.one(OutputFormat.JSONL, out, SummaryRow.of(summary));
    return out.toString(StandardCharsets.UTF_8);
  }
}
