package dev.sluice.results.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.DurationQuantiles;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "1000, 1.00 us",
    "999400, 999 us",
    "999600, 1.00 ms",
    "9990000, 9.99 ms",
    "9996000, 10.0 ms",
    "99960000, 100 ms",
    "999400000, 999 ms",
    "999600000, 1.00 s",
    "119990000000, 120 s",
    "120000000000, 2m 00s",
    "3600000000000, 1h 00m"
  })
  void threeDigitsAreTold(long nanos, String text) {
    assertThat(Spans.text(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @Test
  void whereNothingWasMeasuredNothingIsTold() {
    assertThat(Spans.text(DurationQuantiles.NONE, Duration.ZERO)).isEqualTo("-");
  }
}
