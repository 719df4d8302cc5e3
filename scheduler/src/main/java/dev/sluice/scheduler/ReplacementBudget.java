package dev.sluice.scheduler;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts replaced threads within a sliding window. Thread-safe: threads may fail together. */
final class ReplacementBudget {

  private final ThreadBudget budget;
  private final Deque<Duration> spent = new ArrayDeque<>();

  ReplacementBudget(ThreadBudget budget) {
    this.budget = budget;
  }

  /**
   * Takes one replacement out of the budget.
   *
   * @param now any clock that does not go back
   * @return how many were replaced in the window, this one included; 0 if none is left
   */
  synchronized int take(Duration now) {
    while (!spent.isEmpty() && now.minus(spent.getFirst()).compareTo(budget.window()) > 0) {
      spent.removeFirst();
    }
    if (spent.size() >= budget.most()) {
      return 0;
    }
    spent.addLast(now);
    return spent.size();
  }
}
