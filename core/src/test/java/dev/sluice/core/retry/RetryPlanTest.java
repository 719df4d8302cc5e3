package dev.sluice.core.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.retry.RetryPlan.Policy;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void fixedDelaysAreAllTheSame() {
    assertThat(delays(plan(Policy.FIXED, SECOND, 2, MINUTE, 0))).containsOnly(SECOND);
  }

  @Test
  void linearDelaysGrowByOneDelayUpToTheLargest() {
    assertThat(delays(plan(Policy.LINEAR, Duration.ofSeconds(20), 2, MINUTE, 0)))
        .containsExactly(
            Duration.ofSeconds(20), Duration.ofSeconds(40), MINUTE, MINUTE, MINUTE, MINUTE);
  }

  @Test
  void exponentialDelaysMultiplyUpToTheLargest() {
    assertThat(
            delays(plan(Policy.EXPONENTIAL, Duration.ofMillis(300), 3, SECOND.multipliedBy(5), 0)))
        .containsExactly(
            Duration.ofMillis(300),
            Duration.ofMillis(900),
            Duration.ofMillis(2700),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
  }

  @Test
  void growthSaturatesInsteadOfOverflowing() {
    var longest = Duration.ofSeconds(Long.MAX_VALUE);
    var plan = plan(Policy.EXPONENTIAL, longest, 1000, MINUTE, 0);
    assertThat(plan.delayBefore(1000, 0)).isEqualTo(MINUTE);
    assertThat(plan(Policy.LINEAR, longest, 1, longest, 0).delayBefore(Integer.MAX_VALUE, 1))
        .isPositive()
        .isLessThanOrEqualTo(longest);
  }

  @Test
  void jitterShortensTheDelayByAtMostItsPart() {
    var plan = plan(Policy.FIXED, SECOND, 2, MINUTE, 0.2);
    assertThat(plan.delayBefore(1, 0)).isEqualTo(Duration.ofMillis(800));
    assertThat(plan.delayBefore(1, 1)).isEqualTo(SECOND);
    assertThat(plan.delayBefore(1, 0.5)).isEqualTo(Duration.ofMillis(900));
    assertThat(plan.delayBefore(1, Double.NaN)).isNotNull();
  }

  @Test
  void noDelayIsEverNegativeOrLongerThanTheLargest() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      var policy = Policy.values()[random.nextInt(Policy.values().length)];
      var delay = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 64));
      var longest = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 64));
      var plan = plan(policy, delay, 1 + 999 * random.nextDouble(), longest, random.nextDouble());
      assertThat(plan.delayBefore(random.nextInt(), random.nextDouble()))
          .as("seed %d, %s", seed, plan)
          .isBetween(Duration.ZERO, longest.plusNanos(longest.toNanos() >>> 52));
    }
  }

  @Test
  void aPlanNamesTheFieldThatIsWrong() {
    assertThatThrownBy(() -> plan(Policy.FIXED, SECOND, 2, MINUTE, 1.5))
        .hasMessageContaining("retry.jitter must be 0 to 1, was 1.5");
    assertThatThrownBy(() -> plan(Policy.FIXED, SECOND, Double.NaN, MINUTE, 0))
        .hasMessageContaining("retry.multiplier");
  }

  private static java.util.List<Duration> delays(RetryPlan plan) {
    return IntStream.rangeClosed(1, 6).mapToObj(n -> plan.delayBefore(n, 1)).toList();
  }

  private static RetryPlan plan(
      Policy policy, Duration delay, double multiplier, Duration longest, double jitter) {
    return new RetryPlan(policy, 1000, delay, multiplier, longest, jitter, false);
  }
}
