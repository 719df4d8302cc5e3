package dev.sluice.worker.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.RetryPolicy;
import dev.sluice.worker.Releases;
import dev.sluice.worker.handler.RetryAfterException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RetryAfterTest extends ExecutionFixture {

  /** The plan waits a second. */
  private Execution asking(Duration wait, int retries) {
    var release = Releases.of("t", "test").setRetry(retry(RetryPolicy.FIXED, retries, false));
    var execution =
        execution(
            release,
            context -> {
              throw new RetryAfterException("busy", wait);
            });
    execution.start();
    return execution;
  }

  @Test
  void theLongerOfThePlansWaitAndTheHandlersIsWaited() {
    asking(Duration.ofSeconds(5), 1);
    untilTimersWait(5_000L);
  }

  @Test
  void aShorterOneThanThePlansChangesNothing() {
    asking(Duration.ofMillis(10), 1);
    untilTimersWait(1_000L);
  }

  @Test
  void aLongOneIsTheSchedulersAndADayAtMost() throws Exception {
    var minute =
        (Ending.Postponed) asking(Duration.ofMinutes(1), 1).ending().get(10, TimeUnit.SECONDS);
    assertThat(minute.retryIn()).isEqualTo(Duration.ofMinutes(1));
    var year =
        (Ending.Postponed) asking(Duration.ofDays(365), 1).ending().get(10, TimeUnit.SECONDS);
    assertThat(year.retryIn()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void itGivesATaskNoRetryThatItsPlanDoesNotHave() throws Exception {
    assertThat(ended(asking(Duration.ofSeconds(5), 0)).status()).isEqualTo(TaskStatus.FAILED);
  }
}
