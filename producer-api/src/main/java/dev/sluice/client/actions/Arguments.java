package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.schemas.config.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose fields are read by name and type. What does not fit is noted with its place
 * and read as if it were absent, so that one call tells everything that is wrong.
 */
final class Arguments {

  private final ObjectNode object;
  private final String place;
  private final FoundProblems problems;

  private Arguments(ObjectNode object, String place, FoundProblems problems) {
    this.object = object;
    this.place = place;
    this.problems = problems;
  }

  /**
   * @param place what stands before the names of its fields in messages; empty for the outermost
   * @param known the fields that it may have
   * @return null if this is no object
   */
  static @Nullable Arguments of(
      JsonNode node, String place, Set<String> known, FoundProblems problems) {
    if (!(node instanceof ObjectNode object)) {
      problems.add(
          Code.WRONG_TYPE,
          place,
          "is " + Foreign.kind(node),
          "give an object with " + first(known));
      return null;
    }
    Arguments arguments = new Arguments(object, place, problems);
    object
        .fieldNames()
        .forEachRemaining(field -> {
          if (!known.contains(field)) {
            arguments.unknown(field, known);
          }
        });
    return arguments;
  }

  private void unknown(String field, Set<String> known) {
    String shown = Foreign.text(field);
    problems.add(
        Code.UNKNOWN_FIELD,
        place(shown),
        "this field is not known",
        NearestName.slip(field, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("use " + String.join(", ", known)));
  }

  private static String first(Set<String> known) {
    return known.stream().findFirst().map(name -> "the field " + name).orElse("no fields");
  }

  /** Where a field stands. */
  String place(String field) {
    return place.isEmpty() ? field : place + "." + field;
  }

  FoundProblems problems() {
    return problems;
  }

  /** The field; null where it is absent or {@code null}. */
  @Nullable JsonNode node(String field) {
    JsonNode node = object.get(field);
    return node == null || node.isNull() ? null : node;
  }

  boolean has(String field) {
    return node(field) != null;
  }

  private @Nullable JsonNode wrong(String field, JsonNode node, String remedy) {
    problems.add(Code.WRONG_TYPE, place(field), "is " + Foreign.kind(node), remedy);
    return null;
  }

  /** Text of at most so many characters. */
  @Nullable String text(String field, int longest) {
    JsonNode node = node(field);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      wrong(field, node, "give a text in quotes");
      return null;
    }
    String text = node.textValue();
    if (text.length() > longest) {
      problems.add(
          Code.TOO_LARGE,
          place(field),
          "has " + text.length() + " characters",
          "give at most " + longest);
      return null;
    }
    return text;
  }

  /** Like {@link #text}, and also has to be there; empty where it is not. */
  String required(String field, int longest, String example) {
    String text = text(field, longest);
    if (text == null && !has(field)) {
      problems.add(Code.MISSING_FIELD, place(field), "is missing", "add for example " + example);
    }
    return text == null ? "" : text;
  }

  /** A whole number in this range. */
  @Nullable Long whole(String field, long min, long max) {
    JsonNode node = node(field);
    if (node == null) {
      return null;
    }
    if (!node.isIntegralNumber()) {
      wrong(field, node, "give a whole number from " + min + " to " + max);
      return null;
    }
    if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
      problems.add(
          Code.OUT_OF_RANGE,
          place(field),
          "is " + Foreign.text(node.asText()),
          "give a whole number from " + min + " to " + max);
      return null;
    }
    return node.longValue();
  }

  /** Any number. */
  @Nullable Double number(String field) {
    JsonNode node = node(field);
    if (node == null) {
      return null;
    }
    if (!node.isNumber()) {
      wrong(field, node, "give a number");
      return null;
    }
    return node.doubleValue();
  }

  /** True or false. */
  @Nullable Boolean flag(String field) {
    JsonNode node = node(field);
    if (node == null) {
      return null;
    }
    if (!node.isBoolean()) {
      wrong(field, node, "give true or false");
      return null;
    }
    return node.booleanValue();
  }

  /** One of the given words. */
  <T> @Nullable T choice(String field, Map<String, T> words) {
    String text = text(field, Integer.MAX_VALUE);
    if (text == null) {
      return null;
    }
    T chosen = words.get(text);
    if (chosen == null) {
      noSuchWord(place(field), text, words.keySet());
    }
    return chosen;
  }

  private void noSuchWord(String where, String text, Set<String> words) {
    problems.add(
        Code.INVALID_VALUE,
        where,
        "'" + Foreign.text(text) + "' is not known",
        "use one of " + String.join(", ", words));
  }

  /** A list of some of the given words; empty where it is absent. */
  <T> List<T> choices(String field, Map<String, T> words) {
    List<T> chosen = new ArrayList<>();
    List<String> texts = texts(field, words.size());
    for (int i = 0; i < texts.size(); i++) {
      T one = words.get(texts.get(i));
      if (one == null) {
        noSuchWord(place(field) + "[" + i + "]", texts.get(i), words.keySet());
      } else {
        chosen.add(one);
      }
    }
    return List.copyOf(chosen);
  }

  /** A list of at most so many values; empty where it is absent. */
  List<JsonNode> list(String field, int most) {
    JsonNode node = node(field);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      wrong(field, node, "give a list in square brackets");
      return List.of();
    }
    if (node.size() > most) {
      problems.add(
          Code.TOO_LARGE, place(field), "has " + node.size() + " entries", "give at most " + most);
      return List.of();
    }
    List<JsonNode> list = new ArrayList<>(node.size());
    node.forEach(list::add);
    return List.copyOf(list);
  }

  /** A list of texts. */
  List<String> texts(String field, int most) {
    List<String> texts = new ArrayList<>();
    List<JsonNode> list = list(field, most);
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isTextual()) {
        texts.add(list.get(i).textValue());
      } else {
        wrong(field + "[" + i + "]", list.get(i), "give a text in quotes");
      }
    }
    return List.copyOf(texts);
  }

  /** An object of texts; empty where it is absent. */
  Map<String, String> textMap(String field, int most) {
    Map<String, String> texts = new LinkedHashMap<>();
    ObjectNode map = object(field);
    if (map == null) {
      return texts;
    }
    if (map.size() > most) {
      problems.add(
          Code.TOO_LARGE, place(field), "has " + map.size() + " entries", "give at most " + most);
      return texts;
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (entry.getValue().isTextual()) {
        texts.put(entry.getKey(), entry.getValue().textValue());
      } else {
        wrong(
            field + "." + Foreign.text(entry.getKey()), entry.getValue(), "give a text in quotes");
      }
    }
    return texts;
  }

  /** An object of any fields. */
  @Nullable ObjectNode object(String field) {
    JsonNode node = node(field);
    if (node == null) {
      return null;
    }
    if (!(node instanceof ObjectNode object)) {
      wrong(field, node, "give an object in curly brackets");
      return null;
    }
    return object;
  }

  /** An object of known fields. */
  @Nullable Arguments arguments(String field, Set<String> known) {
    JsonNode node = node(field);
    return node == null ? null : of(node, place(field), known, problems);
  }
}
