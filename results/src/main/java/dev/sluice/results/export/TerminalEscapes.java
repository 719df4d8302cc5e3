package dev.sluice.results.export;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Escapes in JSON what the standard would let through and some terminals obey: the control
 * characters above ASCII, and marks that change the direction of what follows. The value stays the
 * same.
 */
final class TerminalEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1L;
  private static final int DELETE = 0x7F;

  private final int[] ascii = standardAsciiEscapesForJSON();

  TerminalEscapes() {
    ascii[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return obeyed(character) ? new SerializedString(escape(character)) : null;
  }

  /** The same for text that is JSON already. */
  static String in(String json) {
    if (json.chars().noneMatch(TerminalEscapes::obeyed)) {
      return json;
    }
    var escaped = new StringBuilder();
    json.chars().forEach(c -> escaped.append(obeyed(c) ? escape(c) : String.valueOf((char) c)));
    return escaped.toString();
  }

  private static boolean obeyed(int character) {
    return character >= DELETE
        && (Character.isISOControl(character) || Character.getType(character) == Character.FORMAT);
  }

  private static String escape(int character) {
    return String.format(Locale.ROOT, "\\u%04x", character);
  }
}
