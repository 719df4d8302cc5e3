package dev.sluice.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTypeTest {

  private enum Mode {
    FAIL_FAST,
    CONTINUE
  }

  @ParameterizedTest
  @CsvSource({
    "300ms, 300, 300ms",
    "30s, 30000, 30s",
    "90s, 90000, 90s",
    "120s, 120000, 2m",
    "0, 0, 0s",
    "2h, 7200000, 2h",
    "36h, 129600000, 36h",
    "7d, 604800000, 7d"
  })
  void durations_have_a_unit_and_are_shown_in_the_largest_that_fits(
      String text, long millis, String shown) {
    ConfigType<Duration> type = ConfigType.duration();
    assertThat(type.parse(text)).hasMillis(millis);
    assertThat(type.show(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"900B, 900", "64KiB, 65536", "5MiB, 5242880", "1GiB, 1073741824"})
  void sizes_have_a_unit(String text, long bytes) {
    ConfigType<Long> type = ConfigType.size(0, 1L << 40);
    assertThat(type.parse(text)).isEqualTo(bytes);
    assertThat(type.show(bytes)).isEqualTo(text);
  }

  @Test
  void words_of_an_enum_are_in_lower_case_with_hyphens() {
    ConfigType<Mode> type = ConfigType.oneOf(Mode.class);
    assertThat(type.parse("fail-fast")).isEqualTo(Mode.FAIL_FAST);
    assertThat(type.description()).isEqualTo("fail-fast | continue");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.parse("stop"))
        .withMessage("must be fail-fast | continue");
  }

  @Test
  void truth_is_one_of_two_words() {
    assertThat(ConfigType.bool().parse("TRUE")).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> ConfigType.bool().parse("yes"));
  }

  @Test
  void a_number_that_is_none_is_in_no_range() {
    ConfigType<Double> type = ConfigType.decimal(0, 1);
    assertThat(type.parse("0.5")).isEqualTo(0.5);
    assertThatIllegalArgumentException().isThrownBy(() -> type.parse("NaN"));
    assertThatIllegalArgumentException().isThrownBy(() -> type.parse("1.1"));
  }
}
