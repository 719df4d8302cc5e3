package dev.sluice.client;

/** In which order {@link BatchHandle#results} gives the results. */
public enum ResultOrder {
  /** as they arrived; those so far */
  UNORDERED,
  /**
   * as the tasks were submitted, or by task id where the batch was submitted elsewhere; those so
   * far
   */
  ORDERED,
  /** as they arrive: waits for the next one until the batch has ended */
  STREAMING,
  /** most urgent first, inside a priority as {@link #ORDERED}; those so far */
  PRIORITY
}
