package dev.sluice.worker.gate;

/** What the end of an attempt says about whatever its type depends on. */
public enum Verdict {
  /** it is well */
  SUCCEEDED,
  /** it failed, in a way that another attempt may mend */
  FAILED,
  /** it is too slow, or memory ran out */
  OVERLOADED,
  /**
   * nothing: the task itself is wrong, so that no attempt would succeed, or somebody else stopped
   * the attempt
   */
  SAYS_NOTHING
}
