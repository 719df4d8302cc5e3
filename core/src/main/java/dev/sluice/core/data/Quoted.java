package dev.sluice.core.data;

/** Text that somebody else wrote, made safe to print. */
public final class Quoted {

  private Quoted() {}

  /** The text in one line without control characters, cut where it gets longer than this. */
  public static String text(String text, int longest) {
    String safe =
        text.codePoints()
            .limit(longest)
            .map(c -> Character.isISOControl(c) || invisible(c) ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    boolean cut = text.length() > longest && text.codePoints().skip(longest).findAny().isPresent();
    return cut ? safe + "..." : safe;
  }

  /** Marks that turn the direction of text, and halves of characters, among others. */
  private static boolean invisible(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
