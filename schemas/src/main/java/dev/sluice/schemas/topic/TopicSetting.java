package dev.sluice.schemas.topic;

import java.util.Set;

/**
 * One setting that a topic must have.
 *
 * @param name Kafka's name of it
 * @param value what it must be
 * @param reason what breaks otherwise
 */
public record TopicSetting(String name, String value, String reason) {

  /** Whether a broker's value means the same; the order of a list does not count. */
  boolean accepts(String actual) {
    return words(value).equals(words(actual));
  }

  private static Set<String> words(String list) {
    return Set.of(list.replace(" ", "").split(",", -1));
  }
}
