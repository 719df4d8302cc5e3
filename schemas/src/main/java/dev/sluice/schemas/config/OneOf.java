package dev.sluice.schemas.config;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Some of a few words. */
record OneOf<T>(List<T> values, Function<T, String> word) implements ConfigType<T> {
  @Override
  public String description() {
    return values.stream().map(word).collect(Collectors.joining(" | "));
  }

  @Override
  public T parse(String text) {
    return values.stream()
        .filter(value -> word.apply(value).equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be " + description()));
  }

  @Override
  public String show(T value) {
    return word.apply(value);
  }
}
