package dev.sluice.results.report;

import dev.sluice.results.report.Timeline.Step;
import dev.sluice.results.text.Spans;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A timeline as a few lines of bars. */
record TimelineText(Timeline timeline) {

  private static final int MOST_LINES = 20;
  private static final int WIDEST_BAR = 40;

  /** A title and a line for each span of time. */
  List<String> lines() {
    List<Step> steps = timeline.steps();
    int together = (steps.size() + MOST_LINES - 1) / MOST_LINES;
    List<Step> spans = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += together) {
      spans.add(sum(steps.subList(from, Math.min(steps.size(), from + together))));
    }
    long most = Math.max(1, spans.stream().mapToLong(Step::ended).max().orElse(1));
    List<String> lines = new ArrayList<>();
    lines.add("%-10s  %8s  %8s  %8s".formatted("timeline", "ended", "failed", "running"));
    for (int i = 0; i < spans.size(); i++) {
      lines.add(line((long) i * together * timeline.stepMicros(), spans.get(i), most));
    }
    return lines;
  }

  private static Step sum(List<Step> steps) {
    long succeeded = 0;
    long failed = 0;
    long stopped = 0;
    double running = 0;
    for (Step step : steps) {
      succeeded += step.succeeded();
      failed += step.failed();
      stopped += step.stopped();
      running += step.running();
    }
    return new Step(succeeded, failed, stopped, running / steps.size());
  }

  private static String line(long sinceMicros, Step span, long most) {
    Duration since = Duration.of(sinceMicros, ChronoUnit.MICROS);
    int bar = (int) Math.ceil((double) span.ended() * WIDEST_BAR / most);
    return String.format(
            Locale.ROOT,
            "%-10s  %8d  %8d  %8.1f  %s",
            "+" + Spans.text(since),
            span.ended(),
            span.failed(),
            span.running(),
            "#".repeat(bar))
        .stripTrailing();
  }
}
