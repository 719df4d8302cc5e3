package dev.sluice.core.data;

import dev.sluice.core.task.Content;

/** What became of a payload whose placeholders were to be replaced. */
public sealed interface Filling {

  /**
   * All of them were.
   *
   * @param read bytes of outputs that were looked at for it
   */
  record Filled(Content content, long read) implements Filling {}

  /** It would have more characters than allowed: a small payload can ask for a lot. */
  record TooLarge() implements Filling {}

  /**
   * A JSON pointer leads to nothing.
   *
   * @param message which, and what was there instead: for people, one line
   */
  record NotFound(String message) implements Filling {}
}
