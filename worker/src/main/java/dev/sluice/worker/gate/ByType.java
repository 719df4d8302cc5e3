package dev.sluice.worker.gate;

import dev.sluice.schemas.config.ConfigType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting for each of several task types: {@code resize:4,http:16}.
 *
 * @param form how the part after the colon looks, for people
 * @param example a whole pair
 * @param parse throws what does not fit
 */
record ByType<T>(String form, String example, Function<String, T> parse, Function<T, String> show)
    implements ConfigType<Map<String, T>> {

  @Override
  public String description() {
    return "comma-separated: type:" + form + ", such as " + example;
  }

  @Override
  public Map<String, T> parse(String text) {
    Map<String, T> byType = new LinkedHashMap<>();
    if (text.isBlank()) {
      return byType;
    }
    for (String pair : text.split(",", -1)) {
      int colon = pair.lastIndexOf(':');
      String type = pair.substring(0, Math.max(0, colon)).strip();
      if (type.isEmpty()) {
        throw wrong(pair, "a pair is type:" + form, null);
      }
      if (byType.put(type, value(pair, pair.substring(colon + 1).strip())) != null) {
        throw wrong(pair, type + " is there twice; remove one", null);
      }
    }
    return byType;
  }

  private T value(String pair, String value) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) { // also what is no number
      throw wrong(pair, "after the colon belongs " + form, e);
    }
  }

  private IllegalArgumentException wrong(String pair, String problem, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "has \"" + pair.strip() + "\": " + problem + ", for example " + example, cause);
  }

  @Override
  public String show(Map<String, T> value) {
    return value.entrySet().stream()
        .map(pair -> pair.getKey() + ":" + show.apply(pair.getValue()))
        .collect(Collectors.joining(","));
  }
}
