package dev.sluice.results.text;

/** Numbers of things for people. */
public final class Counted {

  private Counted() {}

  /** {@code 1 task}, {@code 2 tasks}. */
  public static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
