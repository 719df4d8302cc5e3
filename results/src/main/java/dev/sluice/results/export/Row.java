package dev.sluice.results.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named values in the order in which they are written: text, numbers, booleans, rows, lists of
 * these, {@link Json}, or nothing.
 */
public final class Row {

  /** A value that is JSON already. */
  public record Json(String text) {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    boolean isNumber() {
      return NUMBER.matcher(text).matches();
    }
  }

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  public Row with(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** All values of the other row, after these. */
  public Row with(Row other) {
    values.putAll(other.values);
    return this;
  }

  /** Like {@link #with(String, Object)}, and also rounded to three digits after the point. */
  public Row withRounded(String name, double value) {
    double finite = Double.isFinite(value) ? value : 0;
    BigDecimal rounded = BigDecimal.valueOf(finite).setScale(3, RoundingMode.HALF_UP);
    return with(name, rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros());
  }

  /** All of them, in the order in which they are written. */
  public Map<String, @Nullable Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /** The same values with those of inner rows beside the others, as {@code outer.inner}. */
  public Row flat() {
    var flat = new Row();
    values.forEach((name, value) -> {
      if (value instanceof Row inner) {
        inner.flat().values.forEach((below, v) -> flat.with(name + "." + below, v));
      } else {
        flat.with(name, value);
      }
    });
    return flat;
  }
}
