package dev.sluice.scheduler.wire;

/** Counts what happens, by a short name such as {@code ignored-duplicate}. */
public interface Counted {

  /** Adds one. */
  void count(String what);
}
