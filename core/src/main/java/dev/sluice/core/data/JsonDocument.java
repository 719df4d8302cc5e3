package dev.sluice.core.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks values up in a text of JSON, all in one pass that ends with the last of them. What is found
 * is a place in the text: so values that contain each other cost nothing before they are used.
 */
final class JsonDocument {

  /**
   * Keeps nothing from one document to the next: names that one of them chose must not slow down or
   * break another. What Jackson limits - depth, length of numbers - stays limited.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();

  private final char[] text;

  JsonDocument(String text) {
    this.text = text.toCharArray();
  }

  JsonParser parser() throws IOException {
    return JSON.createParser(text);
  }

  /**
   * The values that pointers lead to; those that lead nowhere are absent.
   *
   * @throws IOException the text is not JSON as far as it was read, or deeper than 1,000
   */
  Map<String, JsonValue> values(Collection<String> pointers) throws IOException {
    try (JsonParser parser = parser()) {
      Search search = new Search(parser, pointers.size());
      if (parser.nextToken() != null) {
        search.value(Pointers.treeOf(pointers));
      }
      return search.found;
    }
  }

  /** One pass over the document. Calls itself no deeper than Jackson reads. */
  private final class Search {

    private final JsonParser parser;
    private final int wanted;
    private final Map<String, JsonValue> found = new HashMap<>();

    Search(JsonParser parser, int wanted) {
      this.parser = parser;
      this.wanted = wanted;
    }

    /**
     * Reads the value that begins with the current token, to its end or to the end of the search.
     */
    void value(Pointers here) throws IOException {
      int from = (int) parser.currentTokenLocation().getCharOffset();
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT && here.goOn()) {
        members(here);
      } else if (token == JsonToken.START_ARRAY && here.goOn()) {
        elements(here);
      } else {
        parser.skipChildren();
      }
      String pointer = here.pointer();
      if (pointer != null && !done()) {
        found.putIfAbsent(pointer, read(token, from));
      }
    }

    private void members(Pointers here) throws IOException {
      while (!done() && parser.nextToken() != JsonToken.END_OBJECT) {
        Pointers member = here.child(parser.currentName());
        parser.nextToken();
        valueIfWanted(member);
      }
    }

    private void elements(Pointers here) throws IOException {
      for (int i = 0; !done() && parser.nextToken() != JsonToken.END_ARRAY; i++) {
        valueIfWanted(here.child(Integer.toString(i)));
      }
    }

    private void valueIfWanted(@Nullable Pointers child) throws IOException {
      if (child == null) {
        parser.skipChildren();
      } else {
        value(child);
      }
    }

    private JsonValue read(JsonToken first, int from) throws IOException {
      return first.isScalarValue()
          ? new JsonValue.Scalar(parser.getText())
          : new JsonValue.Container(text, from, (int) parser.currentLocation().getCharOffset());
    }

    private boolean done() {
      return found.size() == wanted;
    }
  }
}
