package dev.sluice.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private static final long NOW = 1_000_000;

  private final CommitPace pace = new CommitPace(Duration.ofMillis(8));

  @Test
  void asksWhileRecordsAreYoung() {
    assertThat(pace.pays(NOW, NOW)).isTrue();
    assertThat(pace.pays(NOW, NOW - 8)).isTrue();
    assertThat(pace.pays(NOW, NOW - 9)).isFalse();
  }

  @Test
  void neverAsksWhenSwitchedOff() {
    assertThat(new CommitPace(Duration.ZERO).pays(NOW, NOW)).isFalse();
  }

  @Test
  void takesTheLeadOfTheBrokersClockOff() {
    assertThat(pace.pays(NOW, NOW + 100)).isTrue();
    assertThat(pace.pays(NOW + 20, NOW + 100)).as("20 ms old by the broker's clock").isFalse();
  }

  @Test
  void forgetsALeadAfterAMinute() {
    assertThat(pace.pays(NOW, NOW + 100)).isTrue();
    assertThat(pace.pays(NOW + 1000, NOW + 1000)).isFalse();
    assertThat(pace.pays(NOW + 61_000, NOW + 61_000)).isTrue();
  }
}
