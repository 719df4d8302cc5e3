package dev.sluice.cli.output;

import dev.sluice.client.LiveTask;
import dev.sluice.results.text.Counted;
import dev.sluice.results.text.Plain;
import dev.sluice.results.text.Spans;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What runs of a batch, for people. */
public final class RunningTable {

  private static final int SHOWN = 10;
  private static final int WIDEST_NOTE = 80;

  private RunningTable() {}

  /** The first few, those that run for longest. */
  public static void print(List<LiveTask> running, Instant now, PrintStream out) {
    String what = "running";
    for (LiveTask task : running.stream().limit(SHOWN).toList()) {
      out.printf(Locale.ROOT, "%-9s %s%n", what, line(task, now));
      what = "";
    }
    if (running.size() > SHOWN) {
      out.printf(
          Locale.ROOT, "%-9s ... and %s%n", "", Counted.of(running.size() - SHOWN, "more task"));
    }
  }

  private static String line(LiveTask task, Instant now) {
    Duration since =
        task.startedAt().isAfter(now) ? Duration.ZERO : Duration.between(task.startedAt(), now);
    String progress = task.progress().isEmpty() ? "" : ", " + task.progress().getAsInt() + "%";
    String note = task.note() == null ? "" : ", " + Plain.text(task.note(), WIDEST_NOTE);
    String attempt = task.attempt() > 1 ? ", attempt " + task.attempt() : "";
    return "%s for %s on %s%s%s%s"
        .formatted(
            Plain.text(task.taskId()),
            Spans.text(since),
            Plain.text(task.workerId()),
            attempt,
            progress,
            note);
  }
}
