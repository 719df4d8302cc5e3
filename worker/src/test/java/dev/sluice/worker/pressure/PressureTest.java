package dev.sluice.worker.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PressureTest {

  private double cpu;
  private double heap;

  private final Pressure pressure =
      Pressure.of(
          new PressureTerms(Optional.of(new Band(0.95, 0.8)), Optional.of(new Band(0.9, 0.8))),
          () -> cpu,
          () -> heap);

  private List<Boolean> pausesAtHeap(double... readings) {
    List<Boolean> pauses = new ArrayList<>();
    for (double reading : readings) {
      heap = reading;
      pressure.look();
      pauses.add(pressure.pausing());
    }
    return pauses;
  }

  @Test
  void itPausesAboveOneValueAndGoesOnBelowAnother() {
    assertThat(pausesAtHeap(0.5, 0.89, 0.9, 0.85, 0.81, 0.8, 0.89, 0.95))
        .containsExactly(false, false, true, true, true, false, false, true);
  }

  @Test
  void itSaysWhyAndWhenItGoesOn() {
    assertThat(pressure.paused()).isNull();
    pausesAtHeap(0.934);
    assertThat(pressure.paused())
        .isEqualTo("heap 93 % in use, goes on at 80 % (sluice.worker.pressure.heap)");
  }

  @Test
  void eitherIsEnoughToPauseAndBothHaveToBeWellToGoOn() {
    cpu = 1;
    for (int i = 0; i < 20; i++) {
      pressure.look();
    }
    assertThat(pressure.pausing()).isTrue();
    assertThat(pausesAtHeap(0.95)).containsExactly(true);
    assertThat(pressure.paused()).contains("processors 100 %").contains("heap 95 %");
    cpu = 0;
    for (int i = 0; i < 20; i++) {
      pressure.look();
    }
    assertThat(pressure.pausing()).isTrue();
    assertThat(pausesAtHeap(0.1)).containsExactly(false);
  }

  @Test
  void aMomentOfBusyProcessorsIsNoReason() {
    cpu = 0.3;
    pressure.look();
    cpu = 1;
    for (int i = 0; i < 4; i++) {
      pressure.look();
      assertThat(pressure.pausing()).as("after reading %s", i).isFalse();
    }
  }

  @Test
  void whatCannotBeReadOrIsOffDoesNotPause() {
    heap = -1;
    cpu = -1;
    pressure.look();
    assertThat(pressure.pausing()).isFalse();
    var off = Pressure.of(PressureTerms.off(), () -> 1, () -> 1);
    off.look();
    assertThat(off.pausing()).isFalse();
  }

  @Test
  void theRealGaugesGiveParts() {
    assertThat(new HeapUse().getAsDouble()).isBetween(0.0, 1.0);
    assertThat(new ProcessCpu().getAsDouble()).isLessThanOrEqualTo(1.0);
  }

  @Test
  void aBandIsWrittenAsTwoParts() {
    var type = new BandType();
    assertThat(type.parse("0.95/0.80")).contains(new Band(0.95, 0.8));
    assertThat(type.parse("off")).isEmpty();
    assertThat(type.show(type.parse("0.9/0.8"))).isEqualTo("0.9/0.8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "on", "0.9", "0.8/0.9", "0.9/0.9", "95/80", "1/0", "NaN/0.5", "1/0.5/0"})
  void aBandThatMakesNoSenseIsRefused(String text) {
    assertThatThrownBy(() -> new BandType().parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.95/0.80");
  }
}
