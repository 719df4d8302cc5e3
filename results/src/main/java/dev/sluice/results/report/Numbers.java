package dev.sluice.results.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Coordinates in a picture: short, and with a point wherever the reader lives. */
final class Numbers {

  private static final int DIGITS = 3;

  private Numbers() {}

  static String text(double value) {
    return BigDecimal.valueOf(value)
        .setScale(DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
