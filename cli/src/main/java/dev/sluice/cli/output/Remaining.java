package dev.sluice.cli.output;

import dev.sluice.client.LiveWorker;
import dev.sluice.client.TimeLeft;
import dev.sluice.results.export.Row;
import dev.sluice.results.text.Spans;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a batch still takes, for people and for programs. */
public final class Remaining {

  private Remaining() {}

  /** For instance {@code about 2m 10s (1m 30s to 3m 05s)}. */
  public static String text(TimeLeft left) {
    return "about %s (%s to %s)"
        .formatted(text(left.likely()), text(left.low()), text(left.high()));
  }

  /** Nobody waits for less than a second of somebody's guess. */
  private static String text(Duration duration) {
    long seconds = duration.plusMillis(999).toSeconds();
    return Spans.text(Duration.ofSeconds(seconds)).replace(".00 ", " ").replace(".0 ", " ");
  }

  /** A line under the summary; none where nothing is known. */
  public static void print(Optional<TimeLeft> left, PrintStream out) {
    left.ifPresent(known -> out.printf(Locale.ROOT, "%-9s %s%n", "left", text(known)));
  }

  /** In milliseconds; null where nothing is known, so that every row has the same columns. */
  public static Row row(Optional<TimeLeft> left) {
    return new Row()
        .with("low", millis(left.map(TimeLeft::low)))
        .with("likely", millis(left.map(TimeLeft::likely)))
        .with("high", millis(left.map(TimeLeft::high)));
  }

  private static @Nullable Long millis(Optional<Duration> duration) {
    return duration.map(Duration::toMillis).orElse(null);
  }

  /** What the workers that take tasks can run at a time. */
  public static long slots(List<LiveWorker> workers) {
    return workers.stream()
        .filter(worker -> !worker.draining() && worker.paused() == null)
        .mapToLong(worker -> Math.max(0, worker.slots() - worker.lostSlots()))
        .sum();
  }
}
