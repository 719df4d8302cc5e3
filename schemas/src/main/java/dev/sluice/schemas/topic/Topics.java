package dev.sluice.schemas.topic;

import dev.sluice.records.Priority;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of the topics, one per stage of the flow.
 *
 * @param prefix what every name starts with, {@code sluice.} by default
 */
public record Topics(String prefix) {

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

  /** The names with the default prefix. Behind the pattern that its own construction needs. */
  public static final Topics DEFAULT = new Topics("sluice.");

  public Topics {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "the prefix of the topics is up to 100 of A-Z a-z 0-9 . _ -, not \"" + prefix + "\"");
    }
  }

  public String submission(Priority priority) {
    return prefix + "submission." + lower(priority);
  }

  public String command() {
    return prefix + "command";
  }

  public String query() {
    return prefix + "query";
  }

  public String answer() {
    return prefix + "answer";
  }

  public String release(String pool, Priority priority) {
    return prefix + "release." + pool + "." + lower(priority);
  }

  public String report() {
    return prefix + "report";
  }

  public String result() {
    return prefix + "result";
  }

  public String summary() {
    return prefix + "summary";
  }

  public String signal() {
    return prefix + "signal";
  }

  public String worker() {
    return prefix + "worker";
  }

  public String cache() {
    return prefix + "cache";
  }

  public String deadLetter() {
    return prefix + "dead-letter";
  }

  private static String lower(Priority priority) {
    return priority.name().toLowerCase(Locale.ROOT);
  }
}
