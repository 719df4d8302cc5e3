package dev.sluice.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BurstPaceTest {

  private final BurstPace pace = new BurstPace(Duration.ofMillis(20), 0);

  @Test
  void asksSoonAndThenAtLongerDistances() {
    assertThat(askedWithin(0, 200)).containsExactly(4L, 12L, 28L);
  }

  @Test
  void asksAnewAfterAQuietTime() {
    assertThat(askedWithin(0, 50)).hasSize(3);
    assertThat(askedWithin(100, 150)).containsExactly(104L, 112L, 128L);
  }

  @Test
  void aLoneRecordIsNoBurst() {
    for (long at = 0; at < 1000; at += 30) {
      assertThat(pace.pays(TimeUnit.MILLISECONDS.toNanos(at))).isFalse();
    }
  }

  @Test
  void neverAsksWhenSwitchedOff() {
    var off = new BurstPace(Duration.ZERO, 0);
    for (long at = 0; at < 200; at++) {
      assertThat(off.pays(TimeUnit.MILLISECONDS.toNanos(at))).isFalse();
    }
  }

  /** A record every millisecond. */
  private List<Long> askedWithin(long from, long to) {
    List<Long> asked = new ArrayList<>();
    for (long at = from; at < to; at++) {
      if (pace.pays(TimeUnit.MILLISECONDS.toNanos(at))) {
        asked.add(at);
      }
    }
    return asked;
  }
}
