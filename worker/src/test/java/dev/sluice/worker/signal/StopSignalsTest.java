package dev.sluice.worker.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.ledger.ReleaseNumber;
import dev.sluice.records.Signal;
import dev.sluice.worker.Releases;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalsTest {

  private final StopSignals signals = new StopSignals();

  private static Signal.Builder signal(String batchId) {
    return Signal.newBuilder().setBatchId(batchId).setAt(1);
  }

  @Test
  void aReleaseIsStoppedByItsNumberWhateverTheClocksSay() {
    signals.add(signal("batch").setTaskId("t").setReleaseNumber(1).build());
    var release = Releases.of("t", "noop").setReleasedAt(1_000);
    assertThat(signals.stopping(release.build())).isPresent();
    assertThat(signals.stopping(release.setReleaseNumber(2).build())).isEmpty();
  }

  @Test
  void aBatchIsStoppedThoughManySignalsForTasksFollow() {
    signals.add(signal("batch").build());
    for (int i = 0; i < 20_000; i++) {
      signals.add(signal("other").setTaskId("t" + i).build());
    }
    assertThat(signals.stopping(Releases.of("t", "noop").build())).isPresent();
  }

  @Test
  void theBatchThatWasStoppedLongestAgoIsForgottenFirst() {
    for (int i = 0; i < 10_001; i++) {
      signals.add(signal("b" + i).build());
    }
    assertThat(signals.stopping(Releases.of("t", "noop").setBatchId("b0").build())).isEmpty();
    assertThat(signals.stopping(Releases.of("t", "noop").setBatchId("b1").build())).isPresent();
  }

  @Test
  void aSignalOfOneRoundStopsNoReleaseOfTheNext() {
    int last = ReleaseNumber.lastOf(1);
    signals.add(signal("batch").setReleaseNumber(last).build());
    signals.add(signal("other").setTaskId("t").setReleaseNumber(last).build());
    for (String batch : List.of("batch", "other")) {
      var release = Releases.of("t", "noop").setBatchId(batch);
      for (int number : new int[] {1, 2, last}) {
        assertThat(signals.stopping(release.setReleaseNumber(number).build())).isPresent();
      }
      release.setRound(2);
      for (int nth : new int[] {1, 2, 1_000}) {
        int number = ReleaseNumber.of(2, nth);
        assertThat(signals.stopping(release.setReleaseNumber(number).build())).isEmpty();
      }
    }
  }

  @Test
  void aLateSignalOfAnEarlierRoundDoesNotUndoALaterOne() {
    signals.add(signal("batch").setReleaseNumber(ReleaseNumber.lastOf(2)).build());
    signals.add(signal("batch").setReleaseNumber(ReleaseNumber.lastOf(1)).build());
    var release = Releases.of("t", "noop").setReleaseNumber(ReleaseNumber.of(2, 1));
    assertThat(signals.stopping(release.build())).isPresent();
    assertThat(signals.stopping(release.setReleaseNumber(ReleaseNumber.of(3, 1)).build()))
        .isEmpty();
  }
}
