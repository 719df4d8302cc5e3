package dev.sluice.core.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says in few words what a document is, to somebody who looked for something else in it. */
final class JsonGlance {

  private static final int KEYS = 10;
  private static final int KEY_LENGTH = 40;

  private JsonGlance() {}

  static String at(JsonDocument document) throws IOException {
    try (JsonParser parser = document.parser()) {
      JsonToken first = parser.nextToken();
      return switch (first) {
        case null -> "empty";
        case START_OBJECT -> object(parser);
        case START_ARRAY -> array(parser);
        case VALUE_STRING -> "a string";
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
        default -> parser.getText();
      };
    }
  }

  private static String object(JsonParser parser) throws IOException {
    List<String> keys = new ArrayList<>();
    int more = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      if (keys.size() < KEYS) {
        keys.add(Quoted.text(parser.currentName(), KEY_LENGTH));
      } else {
        more++;
      }
      parser.nextToken();
      parser.skipChildren();
    }
    if (keys.isEmpty()) {
      return "an object without keys";
    }
    return "an object with the keys "
        + String.join(", ", keys)
        + (more == 0 ? "" : " and " + more + " more");
  }

  private static String array(JsonParser parser) throws IOException {
    int elements = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements++;
      parser.skipChildren();
    }
    return "an array of " + elements;
  }
}
