package dev.sluice.core.data;

import dev.sluice.core.limits.Ids;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a payload apart, in one pass. What only looks like a placeholder is plain text.
 *
 * @param json whether placeholders stand in strings of JSON: then a pointer is written as such a
 *     string is, and ends with it
 */
record PieceScanner(String text, boolean json) {

  private static final String OPEN = "${";
  private static final String ESCAPED = "$${";
  private static final String OUTPUT = ".output";

  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    int plain = 0;
    int at = text.indexOf('$');
    while (at >= 0) {
      int next = at + 1;
      Piece piece = null;
      if (text.startsWith(ESCAPED, at)) {
        piece = new Piece.Escaped();
        next = at + ESCAPED.length();
      } else if (text.startsWith(OPEN, at)) {
        int end = end(at + OPEN.length());
        if (end > 0) {
          piece = placeholder(at, end);
          next = end + 1;
        }
      }
      if (piece != null) {
        pieces.add(new Piece.Plain(plain, at));
        pieces.add(piece);
        plain = next;
      }
      at = text.indexOf('$', next);
    }
    pieces.add(new Piece.Plain(plain, text.length()));
    return pieces;
  }

  /** Where the placeholder whose id begins here closes; -1 if it is none. */
  private int end(int from) {
    int at = from;
    while (at < text.length() && idCharacter(text.charAt(at))) {
      at++;
    }
    int id = at - from - OUTPUT.length();
    if (id < 1 || id > Ids.MAX_LENGTH || !text.startsWith(OUTPUT, from + id)) {
      return -1;
    }
    if (at < text.length() && text.charAt(at) == '#') {
      at = pointerEnd(at + 1);
    }
    return at < text.length() && text.charAt(at) == '}' ? at : -1;
  }

  private int pointerEnd(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '}' || c < ' ' || (json && c == '"')) {
        return at;
      }
      at += json && c == '\\' ? 2 : 1;
    }
    return at;
  }

  private Piece placeholder(int at, int end) {
    String inside = text.substring(at + OPEN.length(), end);
    int pointer = inside.indexOf('#');
    if (pointer < 0) {
      return new Piece.Placeholder(withoutOutput(inside), null, at);
    }
    String written = inside.substring(pointer + 1);
    return new Piece.Placeholder(
        withoutOutput(inside.substring(0, pointer)),
        json ? JsonText.unescaped(written) : written,
        at);
  }

  private static String withoutOutput(String reference) {
    return reference.substring(0, reference.length() - OUTPUT.length());
  }

  private static boolean idCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || "._:-/@+=".indexOf(c) >= 0;
  }
}
