package dev.sluice.core.graph;

import dev.sluice.core.graph.GraphProblem.Cycle;
import dev.sluice.core.graph.GraphProblem.SelfNeed;
import dev.sluice.core.graph.GraphProblem.UnknownNeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Tasks and what they need, as a graph that is known as a whole. Immutable; keeps the order in
 * which the tasks came; every algorithm is iterative and linear, so that a chain of 100,000 tasks
 * or a batch of 1,000,000 is no special case.
 */
public final class TaskGraph {

  /** {@link #problems()} lists no more than these; {@link #problemCount()} counts all. */
  public static final int MAX_PROBLEMS = 20;

  private final List<String> ids;
  private final Needs needs;
  private final List<GraphProblem> problems;
  private final long problemCount;

  private TaskGraph(List<String> ids, Needs needs, List<GraphProblem> problems, long count) {
    this.ids = ids;
    this.needs = needs;
    this.problems = List.copyOf(problems);
    this.problemCount = count;
  }

  /**
   * The graph of these tasks.
   *
   * @param needsByTask for each task, in its order, the ids of the tasks that it needs; a need that
   *     is named twice counts once
   */
  public static TaskGraph of(Map<String, ? extends Collection<String>> needsByTask) {
    List<String> ids = List.copyOf(needsByTask.keySet());
    Map<String, Integer> numbers = HashMap.newHashMap(ids.size());
    for (String id : ids) {
      numbers.put(id, numbers.size());
    }
    NearestId nearest = new NearestId(ids);
    List<GraphProblem> problems = new ArrayList<>();
    long count = 0;
    Needs.Builder edges = new Needs.Builder(ids.size());
    for (Map.Entry<String, ? extends Collection<String>> entry : needsByTask.entrySet()) {
      String task = entry.getKey();
      for (String need : entry.getValue()) {
        Integer number = numbers.get(need);
        if (number != null && !need.equals(task)) {
          edges.add(number);
          continue;
        }
        count++;
        if (problems.size() < MAX_PROBLEMS) {
          problems.add(
              number == null ? new UnknownNeed(task, need, nearest.to(need)) : new SelfNeed(task));
        }
      }
      edges.endTask();
    }
    Needs needs = edges.build();
    CycleSearch search = CycleSearch.in(needs, MAX_PROBLEMS - problems.size());
    search.cycles().forEach(cycle -> problems.add(new Cycle(named(ids, cycle))));
    return new TaskGraph(ids, needs, problems, count + search.count());
  }

  /**
   * What makes this no directed acyclic graph, at most {@link #MAX_PROBLEMS}: first self-needs and
   * unknown needs in the order of the tasks, then for each group of tasks that wait for each other
   * one of its shortest cycles.
   */
  public List<GraphProblem> problems() {
    return problems;
  }

  /** How many problems there are, listed or not. */
  public long problemCount() {
    return problemCount;
  }

  /** The ids of the tasks in their order. */
  public List<String> tasks() {
    return ids;
  }

  /**
   * The tasks in execution layers: a task is in the layer after the last of its needs. Inside a
   * layer the order of the tasks is kept.
   *
   * @throws IllegalStateException if the graph has problems
   */
  public List<List<String>> layers() {
    int[] level = new int[ids.size()];
    List<List<String>> layers = new ArrayList<>();
    for (int task : needsFirst()) {
      for (int edge = needs.first(task); edge < needs.end(task); edge++) {
        level[task] = Math.max(level[task], level[needs.need(edge)] + 1);
      }
      if (level[task] == layers.size()) {
        layers.add(new ArrayList<>());
      }
    }
    for (int task = 0; task < level.length; task++) {
      layers.get(level[task]).add(ids.get(task));
    }
    layers.replaceAll(List::copyOf);
    return List.copyOf(layers);
  }

  /**
   * The chain of needs that takes longest; among equally long ones the one with the most tasks.
   *
   * @param durationMicros the duration of a task, not negative; sums saturate
   * @throws IllegalStateException if the graph has problems
   * @throws IllegalArgumentException if a duration is negative
   */
  public CriticalPath criticalPath(ToLongFunction<String> durationMicros) {
    long[] finish = new long[ids.size()];
    int[] length = new int[ids.size()];
    int[] before = new int[ids.size()];
    int last = -1;
    for (int task : needsFirst()) {
      int critical = -1;
      for (int edge = needs.first(task); edge < needs.end(task); edge++) {
        critical = later(critical, needs.need(edge), finish, length);
      }
      long duration = durationMicros.applyAsLong(ids.get(task));
      if (duration < 0) {
        throw new IllegalArgumentException(
            "task " + ids.get(task) + ": duration must not be negative, was " + duration);
      }
      before[task] = critical;
      length[task] = critical < 0 ? 1 : length[critical] + 1;
      finish[task] = critical < 0 ? duration : saturatedSum(finish[critical], duration);
      last = later(last, task, finish, length);
    }
    List<String> path = new ArrayList<>();
    for (int task = last; task >= 0; task = before[task]) {
      path.add(ids.get(task));
    }
    return new CriticalPath(path.reversed(), last < 0 ? 0 : finish[last]);
  }

  /**
   * For each task, in their order, how many tasks the longest chain of needs has that begins with
   * it: 1 where nobody needs it. What many wait for is worth to be done first.
   *
   * @throws IllegalStateException if the graph has problems
   */
  public int[] chainLengths() {
    int[] order = needsFirst();
    int[] length = new int[order.length];
    for (int done = order.length - 1; done >= 0; done--) {
      int task = order[done];
      length[task]++; // so far the longest chain behind it
      for (int edge = needs.first(task); edge < needs.end(task); edge++) {
        int need = needs.need(edge);
        length[need] = Math.max(length[need], length[task]);
      }
    }
    return length;
  }

  /**
   * The tasks that have to do with each other, by whatever chain of needs in either direction: sets
   * without a need between them, in the order of their first tasks, each in the order of the tasks.
   */
  public List<List<String>> components() {
    int[] component = Components.of(needs);
    List<List<String>> components = new ArrayList<>();
    for (int task = 0; task < component.length; task++) {
      if (component[task] == components.size()) {
        components.add(new ArrayList<>());
      }
      components.get(component[task]).add(ids.get(task));
    }
    components.replaceAll(List::copyOf);
    return List.copyOf(components);
  }

  /**
   * When the last task ends if each free slot takes the first task of those that could run.
   *
   * @param slots tasks that run at a time, at least 1
   * @param durations of the tasks in their order, not negative; sums saturate
   * @param rank of the tasks in their order: of those that could run the lowest goes first
   * @throws IllegalStateException if the graph has problems
   */
  public long listSchedule(int slots, long[] durations, int[] rank) {
    refuseProblems();
    return new ListSchedule(needs, durations, rank).makespan(slots);
  }

  private static int later(int a, int b, long[] finish, int[] length) {
    if (a < 0 || finish[b] > finish[a]) {
      return b;
    }
    return finish[b] == finish[a] && length[b] > length[a] ? b : a;
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Every task after all its needs (Kahn's algorithm). */
  private int[] needsFirst() {
    refuseProblems();
    Needs dependants = needs.reversed();
    int[] waitsFor = new int[ids.size()];
    Arrays.setAll(waitsFor, task -> needs.end(task) - needs.first(task));
    int[] order = new int[ids.size()];
    int known = 0;
    for (int task = 0; task < order.length; task++) {
      if (waitsFor[task] == 0) {
        order[known++] = task;
      }
    }
    for (int done = 0; done < known; done++) {
      int task = order[done];
      for (int edge = dependants.first(task); edge < dependants.end(task); edge++) {
        if (--waitsFor[dependants.need(edge)] == 0) {
          order[known++] = dependants.need(edge);
        }
      }
    }
    return order;
  }

  private void refuseProblems() {
    if (problemCount > 0) {
      throw new IllegalStateException("the graph has problems: " + problems);
    }
  }

  private static List<String> named(List<String> ids, int[] path) {
    return Arrays.stream(path).mapToObj(ids::get).toList();
  }

  @Override
  public String toString() {
    return "TaskGraph[" + ids.size() + " tasks, " + problemCount + " problems]";
  }
}
