package dev.sluice.schemas.config;

/** Any text. */
record Text() implements ConfigType<String> {
  @Override
  public String description() {
    return "text";
  }

  @Override
  public String parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return text.strip();
  }

  @Override
  public String show(String value) {
    return value;
  }
}
