package dev.sluice.worker.pressure;

import java.util.function.DoubleSupplier;

/** A moving average over about {@code readings} readings. One thread's. */
final class Smoothed implements DoubleSupplier {

  private final DoubleSupplier source;
  private final double weight;
  private double mean = -1;

  Smoothed(DoubleSupplier source, int readings) {
    this.source = source;
    this.weight = 1.0 / readings;
  }

  @Override
  public double getAsDouble() {
    double now = source.getAsDouble();
    if (now >= 0) {
      mean = mean < 0 ? now : mean + (now - mean) * weight;
    }
    return mean;
  }
}
