package dev.sluice.schemas.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A list. */
record CommaSeparated<T>(ConfigType<T> element) implements ConfigType<List<T>> {
  @Override
  public String description() {
    return "comma-separated: " + element.description();
  }

  @Override
  public List<T> parse(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(element::parse).toList();
  }

  @Override
  public String show(List<T> value) {
    return value.stream().map(element::show).collect(Collectors.joining(","));
  }
}
