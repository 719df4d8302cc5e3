package dev.sluice.worker.pressure;

import dev.sluice.schemas.config.ConfigType;
import java.util.Optional;

/** {@code off}, or two numbers with a slash between them. */
record BandType() implements ConfigType<Optional<Band>> {

  private static final String OFF = "off";

  @Override
  public String description() {
    return "off, or STOP/RESUME, parts of 1 such as 0.95/0.80";
  }

  @Override
  public Optional<Band> parse(String text) {
    String stripped = text.strip();
    if (stripped.equals(OFF)) {
      return Optional.empty();
    }
    String[] parts = stripped.split("/", -1);
    try {
      if (parts.length == 2) {
        return Optional.of(new Band(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
      }
    } catch (IllegalArgumentException e) { // also what is no number
      throw new IllegalArgumentException(wrong(), e);
    }
    throw new IllegalArgumentException(wrong());
  }

  private String wrong() {
    return "must be "
        + description()
        + "; RESUME is below STOP, and both are above 0 and at most 1";
  }

  @Override
  public String show(Optional<Band> value) {
    return value.map(band -> band.stop() + "/" + band.resume()).orElse(OFF);
  }
}
