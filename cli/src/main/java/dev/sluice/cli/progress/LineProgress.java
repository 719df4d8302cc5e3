package dev.sluice.cli.progress;

import dev.sluice.cli.output.Remaining;
import dev.sluice.client.Progress;
import dev.sluice.client.TimeLeft;
import dev.sluice.results.text.Counted;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Plain lines for logs and pipes, the first after a few seconds, then one every few seconds. */
final class LineProgress implements ProgressView {

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final PrintStream err;
  private final InstantSource clock;
  private Instant next;
  private boolean closed;

  LineProgress(PrintStream err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
    this.next = clock.instant().plus(BETWEEN);
  }

  @Override
  public synchronized void accept(Progress progress) {
    Instant now = clock.instant();
    if (!closed && !now.isBefore(next)) {
      next = now.plus(BETWEEN);
      long notSucceeded = progress.done() - progress.succeeded();
      err.printf(
          "sluice: %d of %s done%s%s%n",
          progress.done(),
          Counted.of(progress.total(), "task"),
          notSucceeded == 0 ? "" : ", " + notSucceeded + " did not succeed",
          left(progress, now));
    }
  }

  private static String left(Progress progress, Instant now) {
    TimeLeft left = progress.timeLeft();
    return Optional.ofNullable(left)
        .flatMap(known -> known.seenAt(now))
        .map(known -> ", left: " + Remaining.text(known))
        .orElse("");
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
