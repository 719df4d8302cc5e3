package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ReplacementBudgetTest {

  @Test
  void isSpentWithinItsWindowAndComesBackAfterIt() {
    var budget = new ReplacementBudget(new ThreadBudget(2, Duration.ofMinutes(1)));

    assertThat(budget.take(Duration.ofSeconds(0))).isEqualTo(1);
    assertThat(budget.take(Duration.ofSeconds(30))).isEqualTo(2);
    assertThat(budget.take(Duration.ofSeconds(60))).isZero();
    assertThat(budget.take(Duration.ofSeconds(61))).isEqualTo(2);
  }

  @Test
  void stopsTheProcessOnceSpent() {
    var failed = new FailedThreads(new ThreadBudget(1, Duration.ofMinutes(1)));

    assertThat(failed.handle(new IllegalStateException("one")))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(failed.fatal()).isNull();
    assertThat(failed.handle(new IllegalStateException("two")))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failed.fatal()).hasMessage("two");
  }

  @Test
  void stopsTheProcessAtOnceWhenMemoryIsOut() {
    var failed = new FailedThreads(ThreadBudget.DEFAULT);

    assertThat(failed.handle(new RuntimeException(new OutOfMemoryError("heap"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }
}
