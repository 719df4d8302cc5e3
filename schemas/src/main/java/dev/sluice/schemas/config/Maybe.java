package dev.sluice.schemas.config;

import java.util.Optional;

/** A value or nothing. */
record Maybe<T>(ConfigType<T> type) implements ConfigType<Optional<T>> {
  @Override
  public String description() {
    return type.description();
  }

  @Override
  public Optional<T> parse(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(type.parse(text));
  }

  @Override
  public String show(Optional<T> value) {
    return value.map(type::show).orElse("");
  }
}
