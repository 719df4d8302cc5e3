package dev.sluice.client.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetBatchesTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // clocks run over
  private final MetBatches met = new MetBatches(nanos::get);

  @Test
  void whatWasSubmittedCountsAsNewForFiveSecondsWhoeverNamesIt() {
    met.submitted("a");
    met.met("a");
    met.met("b");
    nanos.addAndGet(Duration.ofMillis(4_999).toNanos());
    assertThat(met.submittedLately("a")).isTrue();
    assertThat(met.submittedLately("b")).isFalse();
    assertThat(met.submittedLately("c")).isFalse();

    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(met.submittedLately("a")).isFalse();
  }

  @Test
  void theLastOnesAreKeptTheLatestFirst() {
    for (int i = 0; i <= MetBatches.MOST; i++) {
      met.met("b" + i);
    }
    met.met("b1");
    met.forgotten("b2");

    assertThat(met.latestFirst())
        .hasSize(MetBatches.MOST - 1)
        .startsWith("b1", "b" + MetBatches.MOST)
        .doesNotContain("b0", "b2");
  }
}
