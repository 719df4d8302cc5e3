package dev.sluice.cli.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of a file and where it stands. Text is kept as it was written. */
sealed interface Node {

  At at();

  /** What kind of value this is, for messages. */
  String kind();

  /** What a scalar may be taken for; its text is the same in any case. */
  enum Reading {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /**
   * A single value.
   *
   * @param text as written, without quotes
   */
  record Scalar(At at, String text, Reading reading) implements Node {

    @Override
    public String kind() {
      return reading == Reading.NULL ? "nothing" : "the value '" + text + "'";
    }
  }

  /** Values in order. */
  record Sequence(At at, List<Node> items) implements Node {

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys and values in the order of the file, no key twice. */
  record Mapping(At at, List<Entry> entries) implements Node {

    @Override
    public String kind() {
      return "a mapping";
    }

    @Nullable Node value(String key) {
      for (Entry entry : entries) {
        if (entry.key.equals(key)) {
          return entry.value;
        }
      }
      return null;
    }
  }

  /** One key and its value. */
  record Entry(At at, String key, Node value) {}
}
