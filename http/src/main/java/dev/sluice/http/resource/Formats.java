package dev.sluice.http.resource;

import dev.sluice.http.page.Params;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats by their words. */
final class Formats {

  private Formats() {}

  /** The constant that a parameter names; ends the request if it names none. */
  static <E extends Enum<E>> E chosen(@Nullable String text, Class<E> type, E usual) {
    if (text == null) {
      return usual;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> word(one).equals(text))
        .findFirst()
        .orElseThrow(() ->
            Params.invalid(
                "'format' is one of "
                    + Arrays.stream(type.getEnumConstants())
                        .map(Formats::word)
                        .collect(Collectors.joining(", "))));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
