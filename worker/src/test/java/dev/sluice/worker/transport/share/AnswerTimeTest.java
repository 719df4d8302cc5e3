package dev.sluice.worker.transport.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerTimeTest {

  private static final Duration LOCK = Duration.ofSeconds(30);
  private static final long HALF_A_SECOND = Duration.ofMillis(500).toNanos();

  private final AnswerTime answerTime = new AnswerTime();

  private void look(long answerAfter) {
    long most = answerTime.nanos(LOCK, 1);
    answerTime.looked(Math.min(answerAfter, most), most, LOCK);
  }

  @Test
  void itGrowsUntilAnAnswerComesInTimeAndStaysThere() {
    long slow = Duration.ofMillis(1_600).toNanos();
    for (int i = 0; i < 10; i++) {
      look(slow);
    }
    assertThat(answerTime.nanos(LOCK, 1)).isEqualTo(2 * slow);
  }

  @Test
  void aQuickAnswerMakesItShortAgain() {
    look(Long.MAX_VALUE);
    look(Long.MAX_VALUE);
    assertThat(answerTime.nanos(LOCK, 1)).isEqualTo(4 * HALF_A_SECOND);
    look(1);
    assertThat(answerTime.nanos(LOCK, 1)).isEqualTo(HALF_A_SECOND);
  }

  @Test
  void locksDoNotRunOutMeanwhile() {
    for (int i = 0; i < 10; i++) {
      look(Long.MAX_VALUE);
    }
    assertThat(answerTime.nanos(LOCK, 1)).isEqualTo(LOCK.toNanos() / 8);
    assertThat(answerTime.nanos(LOCK, 3)).as("three brokers").isEqualTo(LOCK.toNanos() / 24);
    assertThat(answerTime.nanos(Duration.ofSeconds(1), 1)).isEqualTo(HALF_A_SECOND / 4);
  }
}
