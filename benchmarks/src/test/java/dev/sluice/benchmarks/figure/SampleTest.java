package dev.sluice.benchmarks.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void theMedianIsTheMiddleValueWhateverTheOrder() {
    assertThat(Sample.of(9, 1, 5).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Sample.of(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3);
  }

  @Test
  void aPercentileIsAValueOfTheSample() {
    Sample hundred = Sample.of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

    assertThat(hundred.percentile(0.99)).isEqualTo(99);
    assertThat(hundred.percentile(0.5)).isEqualTo(50);
    assertThat(hundred.percentile(1)).isEqualTo(100);
    assertThat(hundred.percentile(0.001)).isEqualTo(1);
  }

  @Test
  void oneValueIsAllPercentiles() {
    assertThat(Sample.of(7).quantiles()).isEqualTo(new Quantiles(7, 7));
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(() -> Sample.of(List.of())).hasMessageContaining("at least one value");
    assertThatThrownBy(() -> Sample.of(1).percentile(0)).hasMessageContaining("more than 0");
  }
}
