package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Watch watch = new Watch(Path.of("/logs"));
  private final CompletableFuture<Void> never = new CompletableFuture<>();

  private static Void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  @Test
  void givesWhatTheWorkGives() {
    assertThat(watch.<String>within("W1", LONG, never, () -> "done")).isEqualTo("done");
  }

  @Test
  void namesTheWorkloadThatTookTooLongAndWhereTheLogsAre() {
    assertThatThrownBy(() -> watch.within("W1", Duration.ofMillis(1), never, WatchTest::forever))
        .isInstanceOfSatisfying(
            BenchException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.TIMED_OUT))
        .hasMessageContaining("W1 took longer than")
        .hasMessageContaining("/logs");
  }

  @Test
  void doesNotWaitForAProcessThatHasEnded() {
    CompletableFuture<Void> ended =
        CompletableFuture.failedFuture(new BenchException("the worker has ended"));

    assertThatThrownBy(() -> watch.within("W1", LONG, ended, WatchTest::forever))
        .hasMessageContaining("W1: the worker has ended");
  }

  @Test
  void saysWhatWentWrongInTheWork() {
    assertThatThrownBy(() ->
            watch.within(
                "W2",
                LONG,
                never,
                () -> {
                  throw new IllegalStateException("no luck");
                }))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("W2: no luck");
  }
}
