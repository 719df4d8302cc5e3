package dev.sluice.worker.vitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TaskRateTest {

  private final AtomicLong total = new AtomicLong(500); // before anybody looked
  private final AtomicLong nanos = new AtomicLong(123);
  private final TaskRate rate = new TaskRate(total::get, nanos::get);

  private void pass(int seconds, int each) {
    for (int i = 0; i < seconds; i++) {
      total.addAndGet(each);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      double unused = rate.perSecond();
    }
  }

  @Test
  void isNothingAtFirst() {
    assertThat(rate.perSecond()).isZero();
  }

  @Test
  void isRightFromTheFirstSecondOn() {
    pass(1, 40);
    assertThat(rate.perSecond()).isCloseTo(40, within(0.01));
    pass(100, 40);
    assertThat(rate.perSecond()).isCloseTo(40, within(0.01));
  }

  @Test
  void followsAChangeWithinAMinuteOrTwo() {
    pass(300, 100);
    pass(30, 0);
    assertThat(rate.perSecond()).isCloseTo(100 / Math.E, within(0.5));
    pass(120, 0);
    assertThat(rate.perSecond()).isLessThan(1);
  }

  @Test
  void doesNotDependOnHowOftenItIsAsked() {
    total.addAndGet(60 * 100);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
    assertThat(rate.perSecond()).isCloseTo(100, within(0.01));
    assertThat(rate.perSecond()).isCloseTo(100, within(0.01));
  }
}
