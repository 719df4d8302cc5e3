package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;

/** What a caller sent, as messages show it: on one line, visible, and not too long. */
final class Foreign {

  private static final int LONGEST = 80;

  private Foreign() {}

  static String text(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return text.length() > LONGEST ? shown + "..." : shown.toString();
  }

  /** What kind of value this is, for people. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "a list";
      case STRING, BINARY -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL, MISSING -> "nothing";
    };
  }
}
