package dev.sluice.cli.log;

import java.util.regex.Pattern;

/**
 * Takes out of a text what looks like a secret: the values of names like {@code password}, what
 * follows {@code Bearer}, and the password in a URL. A last resort: nothing is to log secrets.
 */
final class SecretMask {

  private static final String HIDDEN = "***";

  /** A name, what is between it and its value, then the value up to where it ends. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)((?:password|passwd|secret|token|credential|api[-_.]?key|user\\.info)\\w*"
              + "\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?)(?!\\*\\*\\*)[^\\s,;\"'\\\\&}\\])]+");

  private static final Pattern BEARER =
      Pattern.compile("(?i)(\\b(?:bearer|basic)\\s+)[\\w.~+/=-]{8,}");
  private static final Pattern IN_URL = Pattern.compile("(://[^\\s/:@\"]+:)[^\\s/@\"]+(?=@)");

  private SecretMask() {}

  static String of(String text) {
    String named = NAMED.matcher(text).replaceAll("$1" + HIDDEN);
    String bearer = BEARER.matcher(named).replaceAll("$1" + HIDDEN);
    return IN_URL.matcher(bearer).replaceAll("$1" + HIDDEN);
  }
}
