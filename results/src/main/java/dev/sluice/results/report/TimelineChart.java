package dev.sluice.results.report;

import dev.sluice.results.report.Timeline.Step;
import dev.sluice.results.text.Spans;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A timeline as a picture: one unit wide for each step, {@value #HEIGHT} high. Bars are what ended,
 * the line is what ran, each against its own highest.
 */
public final class TimelineChart {

  /** How high the picture is. */
  public static final int HEIGHT = 100;

  private static final int TICKS = 4;

  private final Timeline timeline;
  private final long mostEnded;
  private final double mostRunning;

  TimelineChart(Timeline timeline) {
    this.timeline = timeline;
    mostEnded = timeline.steps().stream().mapToLong(Step::ended).max().orElse(0);
    mostRunning = timeline.steps().stream().mapToDouble(Step::running).max().orElse(0);
  }

  /**
   * One step of the picture.
   *
   * @param since when it begins
   * @param bars from the bottom up
   */
  public record Column(int x, String since, Step step, List<Bar> bars) {

    public Column {
      bars = List.copyOf(bars);
    }

    /** What a pointer on it shows. */
    public String title() {
      return String.format(
          Locale.ROOT,
          "+%s: %d succeeded, %d failed, %d cancelled or skipped, %.1f running",
          since,
          step.succeeded(),
          step.failed(),
          step.stopped(),
          step.running());
    }

    public String running() {
      return String.format(Locale.ROOT, "%.1f", step.running());
    }
  }

  /** A bar of one colour. */
  public record Bar(String colour, String y, String height) {}

  public boolean empty() {
    return timeline.steps().isEmpty();
  }

  public int width() {
    return timeline.steps().size();
  }

  public String stepLength() {
    return Spans.text(Duration.of(timeline.stepMicros(), ChronoUnit.MICROS));
  }

  public long mostEnded() {
    return mostEnded;
  }

  public String mostRunning() {
    return String.format(Locale.ROOT, "%.1f", mostRunning);
  }

  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int x = 0; x < timeline.steps().size(); x++) {
      Step step = timeline.steps().get(x);
      columns.add(new Column(x, since(x), step, bars(step)));
    }
    return columns;
  }

  private List<Bar> bars(Step step) {
    List<Bar> bars = new ArrayList<>();
    double y = HEIGHT;
    y = bar(bars, "is-succeeded", step.succeeded(), y);
    y = bar(bars, "is-failed", step.failed(), y);
    bar(bars, "is-skipped", step.stopped(), y);
    return bars;
  }

  private double bar(List<Bar> bars, String colour, long count, double bottom) {
    if (count == 0) {
      return bottom;
    }
    double height = (double) count * HEIGHT / mostEnded;
    bars.add(new Bar(colour, Numbers.text(bottom - height), Numbers.text(height)));
    return bottom - height;
  }

  /** The points of the line of what ran. */
  public String line() {
    var points = new StringBuilder();
    for (int x = 0; x < timeline.steps().size(); x++) {
      double part = mostRunning == 0 ? 0 : timeline.steps().get(x).running() / mostRunning;
      points.append(x == 0 ? "" : " ").append(x).append(".5,");
      points.append(Numbers.text(HEIGHT * (1 - part)));
    }
    return points.toString();
  }

  /** Times below the picture, from its left end to its right end. */
  public List<String> ticks() {
    List<String> ticks = new ArrayList<>();
    for (int i = 0; i <= TICKS; i++) {
      ticks.add(since(timeline.steps().size() * i / TICKS));
    }
    return ticks;
  }

  private String since(int step) {
    return Spans.text(Duration.of(step * timeline.stepMicros(), ChronoUnit.MICROS));
  }
}
