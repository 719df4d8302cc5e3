package dev.sluice.benchmarks.figure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param figure what was measured
 * @param unit of the value, empty for a plain number
 * @param ratioToRaw the value as a multiple of the raw pipeline's; null where that says nothing
 */
public record Line(String figure, double value, String unit, @Nullable Double ratioToRaw) {

  public Line {
    Objects.requireNonNull(figure, "figure");
    Objects.requireNonNull(unit, "unit");
  }

  /** A line that has no counterpart in the raw pipeline. */
  public static Line of(String figure, double value, String unit) {
    return new Line(figure, value, unit, null);
  }
}
