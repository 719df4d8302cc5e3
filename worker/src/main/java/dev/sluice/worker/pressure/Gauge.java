package dev.sluice.worker.pressure;

import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * One thing that may become scarce.
 *
 * @param name for people
 * @param key where its band is set
 * @param reading part that is in use, 0 to 1; negative: not known
 */
record Gauge(String name, String key, Optional<Band> band, DoubleSupplier reading) {}
