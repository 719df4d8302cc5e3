package dev.sluice.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BurstPaceTest {

  private final BurstPace pace = new BurstPace(Duration.ofMillis(20));

  private long transaction;

  @Test
  void asksSoonAndThenAtLongerDistances() {
    assertThat(askedWithin(0, 200)).containsExactly(4L, 13L, 30L);
  }

  @Test
  void asksAnewAfterNothingWasLeftInHand() {
    assertThat(askedWithin(0, 50)).hasSize(3);
    assertThat(pays(50, false)).isFalse();
    transaction++;
    assertThat(askedWithin(100, 150)).containsExactly(104L, 113L, 130L);
  }

  @Test
  void aLongCommitIsNoQuietBeforeABurst() {
    assertThat(askedWithin(0, 5)).containsExactly(4L);
    assertThat(askedWithin(60, 69)).containsExactly(68L);
    assertThat(askedWithin(120, 136)).as("16 ms are due").isEmpty();
    assertThat(askedWithin(136, 140)).containsExactly(136L);
  }

  @Test
  void aCommitThatTheIntervalAskedForCountsToo() {
    assertThat(askedWithin(0, 4)).isEmpty();
    transaction++;
    assertThat(askedWithin(4, 16)).containsExactly(12L);
  }

  @Test
  void aLoneRecordIsNoBurst() {
    for (long at = 0; at < 1000; at += 30) {
      assertThat(pays(at, false)).isFalse();
      transaction++;
    }
  }

  @Test
  void neverAsksWhenSwitchedOff() {
    var off = new BurstPace(Duration.ZERO);
    for (long at = 0; at < 200; at++) {
      assertThat(off.pays(TimeUnit.MILLISECONDS.toNanos(at), 0, true)).isFalse();
    }
  }

  /** A record every millisecond, more in hand after each, and a commit when it is asked for. */
  private List<Long> askedWithin(long from, long to) {
    List<Long> asked = new ArrayList<>();
    for (long at = from; at < to; at++) {
      if (pays(at, true)) {
        asked.add(at);
        transaction++;
      }
    }
    return asked;
  }

  private boolean pays(long at, boolean more) {
    return pace.pays(TimeUnit.MILLISECONDS.toNanos(at), transaction, more);
  }
}
