package dev.sluice.cli.file;

import dev.sluice.schemas.config.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of a mapping's keys. Whatever does not fit is added to the problems with its place,
 * and reads as absent.
 */
final class Fields {

  private final Node.Mapping mapping;
  private final Problems problems;

  private Fields(Node.Mapping mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  /**
   * The keys of a mapping; a key that is not known is a problem that names the nearest one.
   *
   * @param thing what the mapping describes, for messages
   */
  static Fields of(Node.Mapping mapping, String thing, Set<String> known, Problems problems) {
    for (Node.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        String nearest = NearestName.near(entry.key(), known).orElse(null);
        problems.add(
            entry.at(),
            "unknown key '" + entry.key() + "' of " + thing,
            nearest == null
                ? "known are " + String.join(", ", known)
                : "did you mean '" + nearest + "'?");
      }
    }
    return new Fields(mapping, problems);
  }

  /** Any mapping, with any keys; null after adding a problem if it is something else. */
  static Node.@Nullable Mapping mapping(Node node, String thing, String remedy, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    problems.add(node.at(), thing + " is " + node.kind() + ", not a mapping", remedy);
    return null;
  }

  At at() {
    return mapping.at();
  }

  At at(String key) {
    Node value = mapping.value(key);
    return value == null ? mapping.at() : value.at();
  }

  boolean has(String key) {
    return mapping.value(key) != null;
  }

  @Nullable Node node(String key) {
    return mapping.value(key);
  }

  /** The text of a single value as it was written, so {@code no} stays "no" and 1e3 "1e3". */
  @Nullable String text(String key) {
    Node value = mapping.value(key);
    return value == null ? null : text(key, value);
  }

  private @Nullable String text(String key, Node value) {
    if (value instanceof Node.Scalar scalar && scalar.reading() != Node.Reading.NULL) {
      return scalar.text();
    }
    problems.add(
        value.at(), "'" + key + "' is " + value.kind(), "give one value or remove the key");
    return null;
  }

  @Nullable Boolean bool(String key) {
    String text = text(key);
    if (text == null || text.equals("true") || text.equals("false")) {
      return text == null ? null : Boolean.valueOf(text);
    }
    problems.add(at(key), "'" + key + "' is '" + text + "'", "write true or false");
    return null;
  }

  @Nullable Long whole(String key, long min, long max) {
    return parsed(
        key,
        text -> {
          try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
              return value;
            }
          } catch (NumberFormatException e) {
            // told below, like a number out of range
          }
          throw new IllegalArgumentException(
              "'" + key + "' is '" + text + "'; give a whole number from " + min + " to " + max);
        });
  }

  @Nullable Double decimal(String key) {
    return parsed(
        key,
        text -> {
          try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
              return value;
            }
          } catch (NumberFormatException e) {
            // told below, like an infinite number
          }
          throw new IllegalArgumentException(
              "'" + key + "' is '" + text + "'; give a number like 0.5");
        });
  }

  @Nullable Duration duration(String key) {
    return parsed(key, DurationText::parse);
  }

  /** One of an enum's names, in lower case with dashes. */
  <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
    return parsed(
        key,
        text -> {
          List<String> names = new ArrayList<>();
          for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text.toLowerCase(Locale.ROOT))) {
              return constant;
            }
            names.add(name);
          }
          throw new IllegalArgumentException(
              "'" + key + "' is '" + text + "'; use one of " + String.join(", ", names));
        });
  }

  /** What a parser makes of a text, or null after adding its "what; remedy" as a problem. */
  <T> @Nullable T parsed(String key, Function<String, T> parser) {
    String text = text(key);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String[] whatAndRemedy = String.valueOf(e.getMessage()).split("; ", 2);
      problems.add(
          at(key), whatAndRemedy[0], whatAndRemedy.length > 1 ? whatAndRemedy[1] : "correct it");
      return null;
    }
  }

  /** The texts of a list of single values; one value alone is a list of one. */
  List<Node.Scalar> texts(String key) {
    Node value = mapping.value(key);
    if (value == null || (value instanceof Node.Scalar s && s.reading() == Node.Reading.NULL)) {
      return List.of();
    }
    List<Node> items = value instanceof Node.Sequence list ? list.items() : Arrays.asList(value);
    List<Node.Scalar> texts = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Scalar scalar && scalar.reading() != Node.Reading.NULL) {
        texts.add(scalar);
      } else {
        problems.add(item.at(), "'" + key + "' contains " + item.kind(), "list plain words");
      }
    }
    return texts;
  }

  /** A mapping of words to single values. */
  Map<String, String> textMap(String key) {
    Node value = mapping.value(key);
    Node.Mapping map =
        value == null ? null : mapping(value, "'" + key + "'", "write key: value", problems);
    Map<String, String> texts = new LinkedHashMap<>();
    if (map != null) {
      for (Node.Entry entry : map.entries()) {
        String text = text(entry.key(), entry.value());
        if (text != null) {
          texts.put(entry.key(), text);
        }
      }
    }
    return texts;
  }

  /** A key whose meaning exists, and which nothing obeys yet. */
  void refuse(String key, String what) {
    Node value = mapping.value(key);
    if (value != null) {
      problems.add(value.at(), what + " is not supported yet", "remove '" + key + "'");
    }
  }
}
