package dev.sluice.results.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  @ParameterizedTest
  @CsvSource({
    "p95>+10%,         100, 110, false",
    "p95>+10%,         100, 111, true",
    "p95>=+10%,        100, 110, true",
    "throughput<-20%,  100,  80, false",
    "throughput<-20%,  100,  79, true",
    "failed>+0,          3,   3, false",
    "failed>+0,          3,   4, true",
    "failed>0,           3,   1, true",
    "failed>0,           3,   0, false",
    "failed<=-2,         3,   1, true",
    "duration>5m,        0, 300000, false",
    "duration>5m,        0, 300001, true",
    "p99>+50ms,        100, 151, true",
    "max>+1.5s,        100, 1600, false",
    "queue.p50<1h,     100, 3599999, true",
    "successRate<0.99,   1, 0.98, true",
    " p50 > +10 % ,      0,   0, false",
    "p50>+1000%,         0,   1, true",
    "p50<-99%,           1,   0, true"
  })
  void aConditionHoldsAsItReads(String condition, double a, double b, boolean holds) {
    assertThat(Condition.parse(condition).holds(a, b)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          p95          | as in 'p95>+10%'
          p95>         | as in 'p95>+10%'
          p95=+10%     | as in 'p95>+10%'
          p95>10%      | a percentage is a change; write +10% for an increase
          p95>+10      | p95 is a duration; give a unit, one of us ms s m h, or %
          p96>+10%     | the metric is none of total succeeded failed
          failed>+1s   | failed has no unit; leave 's' out
          p95>+NaN%    | as in 'p95>+10%'
          p95>+1e999s  | as in 'p95>+10%'
          """)
  void whatIsNoConditionSaysHowOneLooks(String text, String why) {
    assertThatThrownBy(() -> Condition.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is no condition: ")
        .hasMessageContaining(why);
  }
}
