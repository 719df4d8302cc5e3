package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.http.problem.Problem;
import dev.sluice.http.problem.ProblemCode;
import dev.sluice.schemas.config.ConfigType;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the body of a request, each taken as what it has to be. One of a name
 * that is not known, and one of another kind, ends the request.
 *
 * @param place where the object is, as a JSON pointer
 */
record Fields(ObjectNode object, String place) {

  private static final ConfigType<Duration> DURATION = ConfigType.duration();

  /** The members of an object that may have these names alone. */
  static Fields of(ObjectNode object, String place, List<String> known) {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw refused(place + "/" + name, "is not known; there are " + known);
          }
        });
    return new Fields(object, place);
  }

  /** The member; null where there is none, or JSON's null. */
  @Nullable JsonNode node(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  void text(String name, Consumer<String> taker) {
    JsonNode node = node(name);
    if (node != null) {
      taker.accept(text(node, at(name)));
    }
  }

  void whole(String name, long min, long max, Consumer<Long> taker) {
    JsonNode node = node(name);
    if (node != null) {
      if (!node.isIntegralNumber()
          || !node.canConvertToLong()
          || node.longValue() < min
          || node.longValue() > max) {
        throw refused(at(name), "has to be a whole number from " + min + " to " + max);
      }
      taker.accept(node.longValue());
    }
  }

  void decimal(String name, Consumer<Double> taker) {
    JsonNode node = node(name);
    if (node != null) {
      if (!node.isNumber()) {
        throw refused(at(name), "has to be a number");
      }
      taker.accept(node.doubleValue());
    }
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode node = node(name);
    if (node != null && !node.isBoolean()) {
      throw refused(at(name), "has to be true or false");
    }
    return node == null ? otherwise : node.booleanValue();
  }

  /** A duration with its unit. */
  void duration(String name, Consumer<Duration> taker) {
    text(name, text -> taker.accept(parsed(name, () -> DURATION.parse(text))));
  }

  void instant(String name, Consumer<Instant> taker) {
    text(name, text -> taker.accept(parsed(name, () -> time(text))));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("has to be a time like 2026-12-01T06:00:00Z", e);
    }
  }

  <E extends Enum<E>> void choice(String name, Class<E> type, Consumer<E> taker) {
    text(
        name,
        text -> {
          for (E one : EnumSet.allOf(type)) {
            if (word(one).equals(text)) {
              taker.accept(one);
              return;
            }
          }
          String words =
              EnumSet.allOf(type).stream().map(Fields::word).collect(Collectors.joining(", "));
          throw refused(at(name), "has to be one of " + words);
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void texts(String name, Consumer<List<String>> taker) {
    JsonNode node = node(name);
    if (node != null) {
      if (!node.isArray()) {
        throw refused(at(name), "has to be a list of texts");
      }
      List<String> texts = new ArrayList<>(node.size());
      node.forEach(one -> texts.add(text(one, at(name))));
      taker.accept(texts);
    }
  }

  Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    ObjectNode node = object(name);
    if (node != null) {
      node.properties()
          .forEach(
              one -> texts.put(one.getKey(), text(one.getValue(), at(name) + "/" + one.getKey())));
    }
    return texts;
  }

  /** The object of a name; null where there is none. */
  @Nullable ObjectNode object(String name) {
    JsonNode node = node(name);
    if (node != null && !(node instanceof ObjectNode)) {
      throw refused(at(name), "has to be an object");
    }
    return (ObjectNode) node;
  }

  String at(String name) {
    return place + "/" + name;
  }

  private static String text(JsonNode node, String place) {
    if (!node.isTextual()) {
      throw refused(place, "has to be a text");
    }
    return node.textValue();
  }

  /** What somebody else makes of a member; its complaint ends the request. */
  <T> T parsed(String name, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      throw refused(at(name), String.valueOf(e.getMessage()));
    }
  }

  /** What ends a request whose body breaks a rule. */
  static RuntimeException refused(String place, String what) {
    return Problem.of(ProblemCode.INVALID_BATCH, place + " " + what)
        .with("pointer", place)
        .exception();
  }
}
