package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.http.json.Complaints.Code;
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
 * that is not known, and one of another kind, is complained of, and reads as absent.
 *
 * @param place where the object is, as a JSON pointer
 */
record Fields(ObjectNode object, String place, Complaints complaints) {

  private static final ConfigType<Duration> DURATION = ConfigType.duration();
  private static final int SHOWN_CHARS = 100;

  /** The members of an object that may have these names alone. */
  static Fields of(ObjectNode object, String place, List<String> known, Complaints complaints) {
    var fields = new Fields(object, place, complaints);
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            fields.complain(Code.UNKNOWN_FIELD, name, "is not known; there are " + known);
          }
        });
    return fields;
  }

  /** The member; null where there is none, or JSON's null. */
  @Nullable JsonNode node(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  void text(String name, Consumer<String> taker) {
    JsonNode node = node(name);
    String text = node == null ? null : text(node, at(name));
    if (text != null) {
      taker.accept(text);
    }
  }

  /**
   * A text that has to be there; null after complaining of it.
   *
   * @param remedy what to add where it is missing
   */
  @Nullable String required(String name, String remedy) {
    JsonNode node = node(name);
    if (node == null) {
      complain(Code.MISSING_FIELD, name, "is missing; " + remedy);
      return null;
    }
    return text(node, at(name));
  }

  void whole(String name, long min, long max, Consumer<Long> taker) {
    JsonNode node = node(name);
    if (node == null) {
      return;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < min
        || node.longValue() > max) {
      complain(
          node.isNumber() ? Code.INVALID_VALUE : Code.WRONG_TYPE,
          name,
          "has to be a whole number from " + min + " to " + max);
    } else {
      taker.accept(node.longValue());
    }
  }

  void decimal(String name, Consumer<Double> taker) {
    JsonNode node = node(name);
    if (node != null && !node.isNumber()) {
      complain(Code.WRONG_TYPE, name, "has to be a number");
    } else if (node != null) {
      taker.accept(node.doubleValue());
    }
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode node = node(name);
    if (node != null && !node.isBoolean()) {
      complain(Code.WRONG_TYPE, name, "has to be true or false");
      return otherwise;
    }
    return node == null ? otherwise : node.booleanValue();
  }

  /** A duration with its unit. */
  void duration(String name, Consumer<Duration> taker) {
    text(name, text -> parsed(name, () -> DURATION.parse(text), taker));
  }

  void instant(String name, Consumer<Instant> taker) {
    text(name, text -> parsed(name, () -> time(text), taker));
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
          complain(Code.INVALID_VALUE, name, "has to be one of " + words);
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void texts(String name, Consumer<List<String>> taker) {
    JsonNode node = node(name);
    if (node == null) {
      return;
    }
    if (!node.isArray()) {
      complain(Code.WRONG_TYPE, name, "has to be a list of texts");
      return;
    }
    List<String> texts = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      String text = text(node.get(i), at(name) + "/" + i);
      if (text != null) {
        texts.add(text);
      }
    }
    taker.accept(texts);
  }

  Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    ObjectNode node = object(name);
    if (node != null) {
      for (Map.Entry<String, JsonNode> one : node.properties()) {
        String text = text(one.getValue(), at(name) + "/" + step(one.getKey()));
        if (text != null) {
          texts.put(one.getKey(), text);
        }
      }
    }
    return texts;
  }

  /** The object of a name; null where there is none. */
  @Nullable ObjectNode object(String name) {
    return switch (node(name)) {
      case null -> null;
      case ObjectNode found -> found;
      case JsonNode other -> {
        complain(Code.WRONG_TYPE, name, "has to be an object");
        yield null;
      }
    };
  }

  String at(String name) {
    return place + "/" + step(name);
  }

  /** One step of a pointer; what somebody sent as a name is not repeated without end. */
  private static String step(String name) {
    String step = name.replace("~", "~0").replace("/", "~1");
    return step.length() <= SHOWN_CHARS ? step : step.substring(0, SHOWN_CHARS) + "...";
  }

  private @Nullable String text(JsonNode node, String at) {
    if (!node.isTextual()) {
      complaints.add(Code.WRONG_TYPE, at, "has to be a text");
      return null;
    }
    return node.textValue();
  }

  /** What somebody else makes of a member, if it can be used. */
  <T> void parsed(String name, Supplier<T> parser, Consumer<T> taker) {
    T value;
    try {
      value = parser.get();
    } catch (IllegalArgumentException e) {
      complain(Code.INVALID_VALUE, name, String.valueOf(e.getMessage()));
      return;
    }
    taker.accept(value);
  }

  void complain(Code code, String name, String what) {
    complaints.add(code, at(name), what);
  }
}
