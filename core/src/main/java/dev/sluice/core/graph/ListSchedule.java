package dev.sluice.core.graph;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * List scheduling: whenever a slot is free it takes the task that comes first of those whose needs
 * have ended. Never more than twice as long as the best schedule there is (Graham, Bounds on
 * Multiprocessing Timing Anomalies, 1969).
 */
final class ListSchedule {

  /** A task that runs, and when it ends. */
  private record Running(int task, long end) {}

  private final Needs needs;
  private final Needs dependants;
  private final long[] durations;
  private final int[] rank;

  /**
   * @param rank of each task: of those that could run the lowest goes first
   */
  ListSchedule(Needs needs, long[] durations, int[] rank) {
    this.needs = needs;
    this.dependants = needs.reversed();
    this.durations = durations;
    this.rank = rank;
  }

  /** When the last task ends; sums saturate. */
  long makespan(int slots) {
    int tasks = needs.tasks();
    int[] waitsFor = new int[tasks];
    var ready = new PriorityQueue<Integer>(Comparator.comparingInt(task -> rank[task]));
    for (int task = 0; task < tasks; task++) {
      waitsFor[task] = needs.end(task) - needs.first(task);
      if (waitsFor[task] == 0) {
        ready.add(task);
      }
    }
    var running = new PriorityQueue<Running>(Comparator.comparingLong(Running::end));
    long now = 0;
    while (!ready.isEmpty() || !running.isEmpty()) {
      while (!ready.isEmpty() && running.size() < slots) {
        int task = ready.remove();
        running.add(new Running(task, saturatedSum(now, durations[task])));
      }
      now = running.element().end();
      while (!running.isEmpty() && running.element().end() == now) {
        ended(running.remove().task(), waitsFor, ready);
      }
    }
    return now;
  }

  private void ended(int task, int[] waitsFor, PriorityQueue<Integer> ready) {
    for (int edge = dependants.first(task); edge < dependants.end(task); edge++) {
      if (--waitsFor[dependants.need(edge)] == 0) {
        ready.add(dependants.need(edge));
      }
    }
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
