package dev.sluice.schemas.config;

import java.util.regex.Pattern;

/** Text of a form. */
record FormedText(Pattern form, String description) implements ConfigType<String> {

  @Override
  public String parse(String text) {
    String found = text.strip();
    if (!form.matcher(found).matches()) {
      throw new IllegalArgumentException("must be " + description);
    }
    return found;
  }

  @Override
  public String show(String value) {
    return value;
  }
}
