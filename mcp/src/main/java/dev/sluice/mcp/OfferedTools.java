package dev.sluice.mcp;

/** Which tools are offered for the same actions. */
enum OfferedTools {
  /** one tool with an action and its arguments */
  COMBINED,
  /** a tool for each action, with hints of its own */
  SPLIT,
  ALL;

  boolean combined() {
    return this != SPLIT;
  }

  boolean split() {
    return this != COMBINED;
  }
}
