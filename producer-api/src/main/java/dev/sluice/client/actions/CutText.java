package dev.sluice.client.actions;

/**
 * The beginning of a text.
 *
 * @param cut whether there is more
 */
record CutText(String text, boolean cut) {

  /** At most so many characters, and no half of a surrogate pair. */
  static CutText of(String text, int longest) {
    if (text.length() <= longest) {
      return new CutText(text, false);
    }
    int end = longest;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return new CutText(text.substring(0, end), true);
  }
}
