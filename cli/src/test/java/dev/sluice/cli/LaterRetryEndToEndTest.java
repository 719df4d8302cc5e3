package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A retry that is due in a minute, for real. Takes two minutes, so it is asked for: {@code
 * -Dsluice.slow=true}. The same in virtual time is tested where the rule is.
 */
@EnabledIfSystemProperty(
    named = "sluice.slow",
    matches = "true",
    disabledReason = "takes two minutes; run it with -Dsluice.slow=true")
class LaterRetryEndToEndTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration DELAY = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void aRetryRunsWhenItIsDueAlthoughBrokerSchedulerAndWorkerWereKilledTwice() throws Exception {
    Path batch =
        Files.writeString(
            folder.resolve("later.yaml"),
            """
            tasks:
              - id: later
                type: exec
                params: {command: [sh, -c, "date +%s%3N >> tries; test $(wc -l < tries) -ge 2"]}
                retry: {policy: fixed, maxRetries: 1, delay: 60s, jitter: 0}
              - {id: after, type: noop, needs: [later]}
            """);

    try (SluiceProcess first = run(batch, "first")) {
      await().atMost(PATIENCE).until(() -> tries().size() == 1);
      await().atMost(PATIENCE).until(this::reportedAWhileAgo);
      first.kill();
    }
    try (SluiceProcess second = run(batch, "second")) {
      await().atMost(PATIENCE).until(() -> second.log().contains("going on with batch later-"));
      second.kill();
    }
    assertThat(tries()).as("killed twice before the retry is due").hasSize(1);
    try (SluiceProcess third = run(batch, "third")) {
      await().atMost(PATIENCE).until(() -> tries().size() == 2);
      assertThat(third.exitCode()).as(third.toString()).isZero();
      assertThat(third.log()).contains("2 in all, 2 succeeded, 1 retried");
    }

    long waited = tries().get(1) - tries().get(0);
    assertThat(waited).isBetween(DELAY.toMillis() - 100, DELAY.plusSeconds(30).toMillis());
  }

  /** The broker has the report, and the worker has had the time to give its delivery back. */
  private boolean reportedAWhileAgo() throws IOException {
    Path reports = folder.resolve("data/broker/kafka/sluice.report-0/00000000000000000000.log");
    Instant written = Files.getLastModifiedTime(reports).toInstant();
    return Files.size(reports) > 0 && written.isBefore(Instant.now().minusSeconds(1));
  }

  private List<Long> tries() throws IOException {
    Path file = folder.resolve("tries");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::parseLong).toList()
        : List.of();
  }

  private SluiceProcess run(Path batch, String log) throws IOException {
    return SluiceProcess.start(
        folder.resolve(log + ".log"),
        "run",
        batch.toString(),
        "--data-dir",
        folder.resolve("data").toString());
  }
}
