package dev.sluice.results.compare;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that must not be so: {@code p95>+10%}, {@code failed>+0}, {@code duration>5m}, {@code
 * throughput<-5%}. With a sign it is about the change from A to B, without one about B alone.
 *
 * @param text as it was written
 * @param amount percent, or in the unit of the metric
 */
public record Condition(
    String text, Metric metric, Comparator comparator, Kind kind, double amount) {

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([A-Za-z0-9.]+)\\s*(>=|<=|>|<)\\s*([+-]?)(\\d{1,15}(?:\\.\\d{1,9})?)\\s*(%|us|ms|s|m|h)?\\s*");

  private static final Map<String, Double> MILLIS =
      Map.of("us", 1e-3, "ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);

  private static final int PERCENT = 100;

  public Condition {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(comparator, "comparator");
    Objects.requireNonNull(kind, "kind");
  }

  /** How a value stands to the amount. */
  public enum Comparator {
    MORE(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<=");

    private final String sign;

    Comparator(String sign) {
      this.sign = sign;
    }

    boolean holds(double value, double amount) {
      return switch (this) {
        case MORE -> value > amount;
        case AT_LEAST -> value >= amount;
        case LESS -> value < amount;
        case AT_MOST -> value <= amount;
      };
    }
  }

  /** What is held against the amount. */
  public enum Kind {
    /** the value of B */
    VALUE,
    /** how much more B has than A */
    CHANGE,
    /** the same in percent of A */
    PERCENT
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException if it is none, with a message that says how one looks
   */
  public static Condition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw wrong(text, "it has a metric, one of > >= < <=, and a number, as in 'p95>+10%'");
    }
    Metric metric =
        Metric.named(form.group(1))
            .orElseThrow(
                () -> wrong(text, "the metric is none of " + String.join(" ", Metric.words())));
    boolean signed = !form.group(3).isEmpty();
    String unit = form.group(5) == null ? "" : form.group(5);
    double amount = Double.parseDouble(form.group(3) + form.group(4)) * scale(text, metric, unit);
    if (unit.equals("%") && !signed) {
      throw wrong(text, "a percentage is a change; write +" + form.group(4) + "% for an increase");
    }
    Kind kind = unit.equals("%") ? Kind.PERCENT : signed ? Kind.CHANGE : Kind.VALUE;
    return new Condition(text.strip(), metric, comparator(form.group(2)), kind, amount);
  }

  private static double scale(String text, Metric metric, String unit) {
    boolean duration = metric.unit() == Metric.Unit.DURATION;
    if (unit.equals("%")) {
      return 1;
    }
    if (duration && unit.isEmpty()) {
      throw wrong(text, metric.word() + " is a duration; give a unit, one of us ms s m h, or %");
    }
    if (!duration && !unit.isEmpty()) {
      throw wrong(text, metric.word() + " has no unit; leave '" + unit + "' out");
    }
    return duration ? MILLIS.get(unit) : 1;
  }

  private static Comparator comparator(String sign) {
    for (Comparator comparator : Comparator.values()) {
      if (comparator.sign.equals(sign)) {
        return comparator;
      }
    }
    throw new IllegalArgumentException("no comparison: " + sign);
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is no condition: " + why);
  }

  /** Whether it is so for these two values of its metric. */
  public boolean holds(double a, double b) {
    return comparator.holds(
        switch (kind) {
          case VALUE -> b;
          case CHANGE -> b - a;
          case PERCENT -> percent(a, b);
        },
        amount);
  }

  /**
   * The change in percent of A; from nothing to something it is infinite, and NaN where one of them
   * is.
   */
  static double percent(double a, double b) {
    if (a == b) {
      return 0;
    }
    return a == 0 ? Math.signum(b) * Double.POSITIVE_INFINITY : (b - a) / Math.abs(a) * PERCENT;
  }
}
