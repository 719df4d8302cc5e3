package dev.sluice.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.Progress;
import dev.sluice.client.TimeLeft;
import dev.sluice.core.task.BatchStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressViewTest {

  private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00Z");

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Instant now = BEGUN;

  @Test
  void aLineTellsHowLongItStillTakesAsSeenThen() {
    try (ProgressView view =
        ProgressView.on(new PrintStream(err, true, StandardCharsets.UTF_8), true, 80, () -> now)) {
      now = BEGUN.plusSeconds(6);
      view.accept(progress(left(10, 20, 40)));
      now = BEGUN.plusSeconds(12);
      view.accept(progress(null));
    }

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "sluice: 4 of 10 tasks done, 1 did not succeed, left: about 14 s (4 s to 34 s)",
            "sluice: 4 of 10 tasks done, 1 did not succeed");
  }

  private static TimeLeft left(long low, long likely, long high) {
    return new TimeLeft(
        BEGUN, Duration.ofSeconds(low), Duration.ofSeconds(likely), Duration.ofSeconds(high));
  }

  private static Progress progress(TimeLeft left) {
    return new Progress("b", BatchStatus.RUNNING, 10, 3, 1, 0, 0, 0, 0, 0, left);
  }
}
