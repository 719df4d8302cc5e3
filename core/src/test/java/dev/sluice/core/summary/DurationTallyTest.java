package dev.sluice.core.summary;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(tally.percentile(50)).isEqualTo(histogram.getValueAtPercentile(50));
    assertThat(tally.count()).isEqualTo(10_000);
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
