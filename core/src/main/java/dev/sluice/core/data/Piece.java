package dev.sluice.core.data;

import org.jspecify.annotations.Nullable;

/** A part of a payload. */
sealed interface Piece {

  /** Characters that stay as they are. */
  record Plain(int from, int to) implements Piece {}

  /** {@code $${}, which stands for {@code ${}. */
  record Escaped() implements Piece {}

  /**
   * {@code ${task.output}} or {@code ${task.output#/pointer}}.
   *
   * @param pointer null: the output as it is
   * @param at where it begins
   */
  record Placeholder(String task, @Nullable String pointer, int at) implements Piece {

    String written() {
      return "${" + task + ".output" + (pointer == null ? "" : "#" + pointer) + "}";
    }
  }
}
