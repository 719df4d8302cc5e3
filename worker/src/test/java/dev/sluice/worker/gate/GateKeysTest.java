package dev.sluice.worker.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.config.ConfigKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateKeysTest {

  @Test
  void pairsAreRead() {
    assertThat(GateKeys.TYPE_CONCURRENCY.type().parse("resize:4, http:16"))
        .isEqualTo(Map.of("resize", 4, "http", 16));
    assertThat(GateKeys.TYPE_RATE.type().parse("http:100/1s,mail:10/1m"))
        .isEqualTo(
            Map.of(
                "http", new RateTerms(100, Duration.ofSeconds(1)),
                "mail", new RateTerms(10, Duration.ofMinutes(1))));
    assertThat(GateKeys.TYPE_BREAKER.type().parse("http:50%/20"))
        .isEqualTo(Map.of("http", new BreakerTerms(50, 20)));
  }

  @Test
  void nothingMeansNoLimits() {
    for (ConfigKey<?> key : GateKeys.all()) {
      assertThat(key.type().parse(key.shownDefault())).isEqualTo(key.defaultValue());
    }
    assertThat(GateKeys.TYPE_RATE.type().parse(" ")).isEmpty();
  }

  @Test
  void whatIsShownCanBeRead() {
    var type = GateKeys.TYPE_RATE.type();
    assertThat(type.show(type.parse("mail:10/60s"))).isEqualTo("mail:10/1m");
    var breakers = GateKeys.TYPE_BREAKER.type();
    assertThat(breakers.show(breakers.parse("http : 50 % / 20"))).isEqualTo("http:50%/20");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          concurrency | resize        | has "resize": a pair is type:N (1 to 10000), for example resize:4,http:16
          concurrency | a:1,:4        | has ":4": a pair is type:N
          concurrency | a:1,a:2       | has "a:2": a is there twice; remove one
          concurrency | a:0           | has "a:0": after the colon belongs N (1 to 10000)
          concurrency | a:ten         | has "a:ten": after the colon belongs N
          concurrency | a:1,          | has "": a pair is type:N
          rate        | http:100      | has "http:100": after the colon belongs N/PERIOD, for example http:100/1s,mail:10/1m
          rate        | http:0/1s     | has "http:0/1s": after the colon
          rate        | http:1/1      | has "http:1/1": after the colon
          breaker     | http:50/20    | has "http:50/20": after the colon belongs PERCENT%/ATTEMPTS, for example http:50%/20
          breaker     | http:101%/20  | has "http:101%/20": after
          breaker     | http:50%/0    | has "http:50%/0": after
          """)
  void aPairThatIsWrongIsNamedWithWhatToWrite(String key, String text, String message) {
    ConfigKey<?> of =
        switch (key) {
          case "concurrency" -> GateKeys.TYPE_CONCURRENCY;
          case "rate" -> GateKeys.TYPE_RATE;
          default -> GateKeys.TYPE_BREAKER;
        };
    assertThatThrownBy(() -> of.type().parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
