package dev.sluice.schemas.config;

/** A finite number of a range. */
record DecimalNumber(double min, double max) implements ConfigType<Double> {

  @Override
  public String description() {
    return "number, " + min + " to " + max;
  }

  @Override
  public Double parse(String text) {
    double number;
    try {
      number = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a " + description(), e);
    }
    // Written so that NaN, which is in no range, fails as well.
    if (!(number >= min && number <= max)) {
      throw new IllegalArgumentException("must be a " + description());
    }
    return number;
  }

  @Override
  public String show(Double value) {
    return value.toString();
  }
}
