package dev.sluice.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DurationTallyTest {

  @Test
  void saysWhatAnHdrHistogramOfTheSameDurationsSays() throws DataFormatException {
    long seed = Long.getLong("sluice.seed", new Random().nextLong());
    var random = new Random(seed);
    var histogram = new Histogram(1, DurationTally.LONGEST_MICROS, 2);
    var tally = new DurationTally();
    for (int i = 0; i < 10_000; i++) {
      long micros = (long) Math.exp(random.nextDouble() * 28);
      histogram.recordValue(micros);
      tally.add(micros);
    }

    assertThat(
            Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(tally.compressedHistogram()), 0))
        .as("replay with -Dsluice.seed=" + seed)
        .isEqualTo(histogram);
    for (double percentage : new double[] {0.01, 1, 12.5, 50, 95, 99, 99.9, 99.99, 100}) {
      assertThat(tally.percentile(percentage))
          .as("%s%%, replay with -Dsluice.seed=%s", percentage, seed)
          .isEqualTo(Math.min(tally.max(), histogram.getValueAtPercentile(percentage)));
    }
    assertThat(tally.mean()).isCloseTo(histogram.getMean(), withinPercentage(1));
    assertThat(tally.deviation()).isCloseTo(histogram.getStdDeviation(), withinPercentage(1));
    DurationTally again = DurationTally.ofHistogram(tally.compressedHistogram(), tally.max());
    assertThat(again.compressedHistogram()).isEqualTo(tally.compressedHistogram());
    assertThat(again.percentile(99)).isEqualTo(tally.percentile(99));
    assertThat(tally.count()).isEqualTo(10_000);
  }

  @Test
  void refusesBytesThatAreNoHistogram() {
    assertThatThrownBy(() -> DurationTally.ofHistogram(new byte[] {1, 2, 3}, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no compressed HdrHistogram");
  }

  @Test
  void isNothingWithoutDurations() {
    var tally = new DurationTally();
    tally.add(-1);

    assertThat(tally.count()).isZero();
    assertThat(tally.percentile(99)).isZero();
    assertThat(tally.max()).isZero();
  }

  @Test
  void countsWhatIsTooLongAsTheLongest() {
    var tally = new DurationTally();
    tally.add(Long.MAX_VALUE);

    assertThat(tally.max()).isEqualTo(DurationTally.LONGEST_MICROS);
    tally.remove(Long.MAX_VALUE);
    assertThat(tally.count()).isZero();
  }
}
