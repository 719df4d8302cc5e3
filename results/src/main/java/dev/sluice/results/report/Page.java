package dev.sluice.results.report;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskCounts;
import dev.sluice.results.text.ErrorText;
import dev.sluice.results.text.Plain;
import dev.sluice.results.text.Spans;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the page asks for. Texts that come from users are made plain here and
 * escaped by the template.
 */
public final class Page {

  private static final int WIDEST_TEXT = 200;
  private static final int WIDEST_ERROR = 500;
  private static final double PERCENT = 100;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Report report;
  private final String style;

  Page(Report report, String style) {
    this.report = report;
    this.style = style;
  }

  public Report report() {
    return report;
  }

  /** The style sheet, which is ours and stands in the page as it is. */
  public String style() {
    return style;
  }

  /** Nothing is loaded, nothing runs, and only this very style sheet applies. */
  public String policy() {
    return "default-src 'none'; style-src 'sha256-"
        + sha256(style)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Text from anywhere without what can't be seen, and not too long. */
  public String text(@Nullable String text) {
    return text == null ? "" : Plain.text(text, WIDEST_TEXT);
  }

  public String span(Duration duration) {
    return Spans.text(duration);
  }

  /** Of those that were measured; a dash if none was. */
  public String span(DurationQuantiles all, Duration one) {
    return Spans.text(all, one);
  }

  /** With a comma at each thousand. */
  public String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Rounded down: 100% is all of them. */
  public String rate(double part) {
    double percent = Math.floor(part * PERCENT * PERCENT) / PERCENT;
    return String.format(Locale.ROOT, part == 0 || part == 1 ? "%.0f%%" : "%.2f%%", percent);
  }

  public String perSecond(double number) {
    return String.format(Locale.ROOT, number < PERCENT ? "%.1f" : "%,.0f", number);
  }

  /** A time of the wall, to seconds. */
  public String when(long micros) {
    return micros <= 0
        ? "not known"
        : SECONDS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  /** A part of the longest, 0 to 100. */
  public String width(Duration part, Duration longest) {
    double whole = Math.max(1, longest.toNanos());
    return Numbers.text(Math.min(PERCENT, part.toNanos() * PERCENT / whole));
  }

  public Duration longest(List<Part> parts) {
    return parts.stream().map(part -> part.runTime().p95()).reduce(Duration.ZERO, Page::longer);
  }

  public Duration longest(List<TaskLine> tasks, boolean waits) {
    return tasks.stream()
        .map(task -> waits ? task.waited() : task.ran())
        .reduce(Duration.ZERO, Page::longer);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Type and message of the example. */
  public String error(ErrorGroup group) {
    return Plain.text(ErrorText.alone(group.type(), group.message()), WIDEST_ERROR);
  }

  /** The ends of the tasks that there were. */
  public List<Share> shares() {
    TaskCounts counts = report.all().counts();
    return Share.of(
        new String[] {"succeeded", "failed", "timed out", "rejected", "cancelled", "skipped"},
        counts.succeeded(),
        counts.failed(),
        counts.timedOut(),
        counts.rejected(),
        counts.cancelled(),
        counts.skipped());
  }

  public ChainChart chain() {
    return new ChainChart(report.criticalPath());
  }

  public TimelineChart chart() {
    return new TimelineChart(report.timeline());
  }
}
