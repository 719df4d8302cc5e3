package dev.sluice.results.text;

/** Makes text from anywhere safe to show on a terminal: names and messages may hold anything. */
public final class Plain {

  private static final String ANSI =
      "\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|[@-Z\\\\^_])";

  private Plain() {}

  /**
   * The text in one line without escape sequences, control characters and marks that change the
   * direction of what follows.
   */
  public static String text(String text) {
    String oneLine = text.replaceAll(ANSI, "").replaceAll("\\s*\\R\\s*|\t", " ");
    var out = new StringBuilder(oneLine.length());
    oneLine
        .codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** Like {@link #text}, and also cut to a length. */
  public static String text(String text, int length) {
    String plain = text(text);
    return plain.length() <= length ? plain : plain.substring(0, length - 3) + "...";
  }
}
