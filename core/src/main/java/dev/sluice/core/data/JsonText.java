package dev.sluice.core.data;

import java.util.Locale;

/** JSON as text: the inside of strings, and the space between tokens. */
final class JsonText {

  private JsonText() {}

  /** Text as it stands inside a string of JSON. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (c < ' ' || halfCharacter(text, i)) {
            escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }

  /** Half of a character outside the basic plane, which no encoding can hold by itself. */
  private static boolean halfCharacter(String text, int i) {
    char c = text.charAt(i);
    if (!Character.isSurrogate(c)) {
      return false;
    }
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** The text that stands like this inside a string of JSON; an escape that is none stays. */
  static String unescaped(String inside) {
    if (inside.indexOf('\\') < 0) {
      return inside;
    }
    StringBuilder text = new StringBuilder(inside.length());
    int at = 0;
    while (at < inside.length()) {
      char c = inside.charAt(at);
      int escape =
          c == '\\' && at + 1 < inside.length() ? "\"\\/bfnrt".indexOf(inside.charAt(at + 1)) : -1;
      int unit = c == '\\' ? codeUnit(inside, at) : -1;
      if (escape >= 0) {
        text.append("\"\\/\b\f\n\r\t".charAt(escape));
        at += 2;
      } else if (unit >= 0) {
        text.append((char) unit);
        at += 6;
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  /** What a backslash, a u and four digits stand for; -1 if they are not here. */
  private static int codeUnit(String inside, int at) {
    if (at + 6 > inside.length() || inside.charAt(at + 1) != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(inside.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  /** A value without the space between its tokens; everything else stays as it was written. */
  static String compact(char[] json, int from, int to) {
    StringBuilder compact = new StringBuilder(to - from);
    boolean string = false;
    for (int i = from; i < to; i++) {
      char c = json[i];
      if (string && c == '\\') {
        compact.append(c);
        i++;
        compact.append(json[i]);
        continue;
      }
      if (c == '"') {
        string = !string;
      }
      if (string || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
        compact.append(c);
      }
    }
    return compact.toString();
  }
}
