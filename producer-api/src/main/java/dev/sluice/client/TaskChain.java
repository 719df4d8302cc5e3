package dev.sluice.client;

import org.jspecify.annotations.Nullable;

/**
 * The longest chain of needs that ends with a task, by the time that its tasks ran.
 *
 * @param micros how long they ran, one after the other
 * @param tasks how many there are; 0 where the task did not run
 * @param need the task before this one; null: the chain begins here
 */
public record TaskChain(long micros, int tasks, @Nullable String need) {

  /** Of a task that did not run. */
  public static final TaskChain NONE = new TaskChain(0, 0, null);
}
