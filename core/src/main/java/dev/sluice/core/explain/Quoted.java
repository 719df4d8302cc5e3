package dev.sluice.core.explain;

/** Text that somebody else wrote, made safe to print. */
final class Quoted {

  private static final int LONGEST = 60;

  private Quoted() {}

  /** The text in one line without control characters, cut where it gets long. */
  static String text(String text) {
    String safe =
        text.codePoints()
            .limit(LONGEST)
            .map(c -> Character.isISOControl(c) || format(c) ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return text.codePointCount(0, text.length()) > LONGEST ? safe + "..." : safe;
  }

  /** Marks that turn the direction of text, and halves of characters, among others. */
  private static boolean format(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
