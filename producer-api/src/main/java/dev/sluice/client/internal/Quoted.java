package dev.sluice.client.internal;

import java.util.Locale;

/** Foreign text in a message: on one line, visible, and not too long. */
final class Quoted {

  private static final int MAX = 80;

  private Quoted() {}

  static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), MAX); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return quoted.append(text.length() > MAX ? "...\"" : "\"").toString();
  }
}
