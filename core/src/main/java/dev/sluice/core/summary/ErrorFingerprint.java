package dev.sluice.core.summary;

import java.util.regex.Pattern;

/**
 * Puts errors into groups: two messages of the same type that differ only in UUIDs, paths, hex or
 * decimal numbers have the same fingerprint.
 */
final class ErrorFingerprint {

  /** Messages are compared up to here; bounds the work on a hostile text. */
  private static final int COMPARED_CHARS = 1000;

  // Every repetition is possessive, so that no text makes the matcher go back over it.
  private static final Pattern UUID =
      Pattern.compile("\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");
  private static final Pattern PATH = Pattern.compile("(?<![\\w/])(?:/[\\w.@+=:-]++)++/?");

  /** With digits and letters both: else it is a number or a word, whatever its length. */
  private static final Pattern HEX =
      Pattern.compile(
          "\\b(?:0x\\p{XDigit}++|(?=\\p{Alpha}*+\\d)(?=\\d*+\\p{Alpha})\\p{XDigit}{8,}+)\\b");

  private static final Pattern NUMBER = Pattern.compile("\\d++(?:[.,]\\d++)*+");
  private static final Pattern SPACE = Pattern.compile("\\s++");

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private ErrorFingerprint() {}

  static String of(String type, String message) {
    return "%016x".formatted(hash(type + "\n" + normalised(message)));
  }

  static String normalised(String message) {
    String text =
        message.length() <= COMPARED_CHARS ? message : message.substring(0, COMPARED_CHARS);
    text = UUID.matcher(text).replaceAll("<uuid>");
    text = PATH.matcher(text).replaceAll("<path>");
    text = HEX.matcher(text).replaceAll("<hex>");
    text = NUMBER.matcher(text).replaceAll("<n>");
    return SPACE.matcher(text).replaceAll(" ").strip();
  }

  /** 64-bit FNV-1a over the characters: stable across versions, needs no security. */
  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
