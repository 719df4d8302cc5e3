package dev.sluice.core.data;

/** A value in a document of JSON. */
sealed interface JsonValue {

  /** As it is put into a payload. */
  String text();

  /** A string without its quotes, or a number, a truth value or null as it was written. */
  record Scalar(String text) implements JsonValue {}

  /** An object or an array: the place where it is written. */
  record Container(char[] json, int from, int to) implements JsonValue {

    @Override
    public String text() {
      return JsonText.compact(json, from, to);
    }
  }
}
