package dev.sluice.core.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A document of JSON made from a seed, as it is written, and what each JSON pointer leads to in it.
 */
final class RandomJson {

  private static final String[] KEYS = {
    "",
    "a",
    "b",
    "0",
    "1",
    "01",
    "a/b",
    "~",
    "~1",
    "m~n",
    " ",
    "k\"l",
    "i\\j",
    "\u00fc",
    "$",
    "${",
    "#",
    "c%d",
    "\ud83d\ude00",
    "line\n"
  };
  private static final String[] NUMBERS = {
    "0", "-0", "7", "-12", "1.0", "1.0e5", "1E400", "-0.10", "12345678901234567890123", "0.1e-7"
  };
  private static final String[] SPACE = {"", "", "", " ", "\n", "\t ", "\r\n"};

  final Map<String, String> expected = new LinkedHashMap<>();
  final String written;
  private final Random random;

  RandomJson(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    StringBuilder out = new StringBuilder();
    value("", 4, out);
    written = space() + out + space();
  }

  /** Appends a value as somebody wrote it; returns it without spaces. */
  private String value(String pointer, int depth, StringBuilder out) {
    int kind = random.nextInt(depth == 0 ? 3 : 6);
    String compact =
        switch (kind) {
          case 0 -> scalar(NUMBERS[random.nextInt(NUMBERS.length)], out);
          case 1 -> scalar(random.nextBoolean() ? "true" : "null", out);
          case 2 -> string(pointer, out);
          case 3 -> array(pointer, depth, out);
          default -> object(pointer, depth, out);
        };
    if (kind != 2) {
      expected.put(pointer, compact);
    }
    return compact;
  }

  private static String scalar(String written, StringBuilder out) {
    out.append(written);
    return written;
  }

  private String string(String pointer, StringBuilder out) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(KEYS[random.nextInt(KEYS.length)]);
    }
    expected.put(pointer, text.toString());
    return scalar(quoted(text.toString()), out);
  }

  private String array(String pointer, int depth, StringBuilder out) {
    StringBuilder compact = new StringBuilder("[");
    out.append('[').append(space());
    int size = random.nextInt(13);
    for (int i = 0; i < size; i++) {
      separate(i, compact, out);
      compact.append(value(pointer + "/" + i, depth - 1, out));
      out.append(space());
    }
    out.append(']');
    return compact.append(']').toString();
  }

  private String object(String pointer, int depth, StringBuilder out) {
    StringBuilder compact = new StringBuilder("{");
    out.append('{').append(space());
    int first = random.nextInt(KEYS.length);
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      separate(i, compact, out);
      String key = KEYS[(first + i) % KEYS.length];
      String writtenKey = quoted(key);
      out.append(writtenKey).append(space()).append(':').append(space());
      String escaped = key.replace("~", "~0").replace("/", "~1");
      String member = value(pointer + "/" + escaped, depth - 1, out);
      compact.append(writtenKey).append(':').append(member);
      out.append(space());
    }
    out.append('}');
    return compact.append('}').toString();
  }

  private void separate(int i, StringBuilder compact, StringBuilder out) {
    if (i > 0) {
      compact.append(',');
      out.append(',').append(space());
    }
  }

  /** The text in quotes, each character escaped or not where both are allowed. */
  private String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          boolean must = c < ' ' || c == '"' || c == '\\';
          String itself = Character.toString(c);
          if (must || random.nextInt(5) == 0) {
            itself.chars().forEach(unit -> quoted.append(String.format("\\u%04X", unit)));
          } else {
            quoted.append(itself);
          }
        });
    return quoted.append('"').toString();
  }

  private String space() {
    return SPACE[random.nextInt(SPACE.length)];
  }
}
