package dev.sluice.results.text;

import java.util.ArrayList;
import java.util.List;

/** Counts in one line, without those that are zero. Not thread-safe. */
public final class Tally {

  private final List<String> parts = new ArrayList<>();

  /** Begins with this text. */
  public Tally(String first) {
    parts.add(first);
  }

  /** Adds {@code 3 failed}, or nothing for zero. */
  public Tally and(long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
    return this;
  }

  @Override
  public String toString() {
    return String.join(", ", parts);
  }
}
