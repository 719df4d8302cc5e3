package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.task.BatchStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  private static final long SECOND = 1_000_000;

  /** At a multiple of the buckets' length. */
  private static final long OPENED = 1_024_000L * 1_000_000_000;

  @Test
  void goesOnWithTheSpeedOfTheLastWhile() {
    TimeLeft left =
        TimeLeft.of(summary(BatchStatus.RUNNING, OptionalLong.of(300), 0, 5, 5, 10, 10), 0, 0)
            .orElseThrow();

    // 30 have ended, 10 of them in the last second.
    assertThat(left.likely()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(29));
    assertThat(left.low()).isLessThan(left.likely());
    assertThat(left.high()).isGreaterThan(Duration.ofSeconds(36));
    assertThat(left.at()).isEqualTo(Instant.EPOCH.plusNanos((OPENED + 4_096_000) * 1000));
    assertThat(left.seenAt(left.at().plusSeconds(10)).orElseThrow().likely())
        .isEqualTo(left.likely().minusSeconds(10));
    assertThat(left.seenAt(left.at().plus(left.high()))).isPresent();
    assertThat(left.seenAt(left.at().plus(left.high()).plusNanos(1)))
        .as("a forecast that has passed")
        .isEmpty();
  }

  @Test
  void theTimeBeforeTheFirstTaskBeganDoesNotCount() {
    long held = 3600 * SECOND / 1_024_000 * 1_024_000;
    TimeLeft left =
        TimeLeft.of(summary(BatchStatus.RUNNING, OptionalLong.of(80), held, 10, 10, 10, 10), 0, 0)
            .orElseThrow();

    assertThat(left.high()).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void isNotToldOfABatchThatDoesNotGoOnOrWhoseSizeIsNotKnown() {
    for (BatchStatus status : BatchStatus.values()) {
      boolean told = TimeLeft.of(summary(status, OptionalLong.of(80), 0, 10, 10), 0, 0).isPresent();
      assertThat(told).as("%s", status).isEqualTo(status == BatchStatus.RUNNING);
    }
    assertThat(TimeLeft.of(summary(BatchStatus.RUNNING, OptionalLong.empty(), 0, 10), 0, 0))
        .isEmpty();
    assertThat(TimeLeft.of(summary(BatchStatus.RUNNING, OptionalLong.of(80), 0), 0, 0)).isEmpty();
  }

  @Test
  void refusesABandThatIsNone() {
    assertThatThrownBy(() ->
            new TimeLeft(
                Instant.EPOCH, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO))
        .hasMessageContaining("low <= likely");
  }

  /** One bucket of about a second for each count. */
  private static BatchSummary summary(
      BatchStatus status, OptionalLong expected, long held, long... ended) {
    List<TimelineBucket> timeline = new ArrayList<>();
    long total = 0;
    long at = OPENED + held;
    for (long count : ended) {
      timeline.add(new TimelineBucket(at, Duration.ofMillis(1024), count, 0, 0));
      at += 1_024_000;
      total += count;
    }
    return new BatchSummary(
        "b",
        null,
        status,
        null,
        1,
        Map.of(),
        expected,
        new TaskCounts(total, total, 0, 0, 0, 0, 0),
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
        OPENED,
        0,
        Duration.ZERO,
        0,
        timeline,
        CriticalPath.NONE,
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        0,
        at);
  }
}
