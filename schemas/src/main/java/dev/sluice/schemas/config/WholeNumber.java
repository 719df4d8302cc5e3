package dev.sluice.schemas.config;

/** A whole number of a range. */
record WholeNumber(long min, long max) implements ConfigType<Long> {

  @Override
  public String description() {
    return "integer, " + min + " to " + max;
  }

  @Override
  public Long parse(String text) {
    long number;
    try {
      number = Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be an " + description(), e);
    }
    if (number < min || number > max) {
      throw new IllegalArgumentException("must be an " + description());
    }
    return number;
  }

  @Override
  public String show(Long value) {
    return value.toString();
  }
}
