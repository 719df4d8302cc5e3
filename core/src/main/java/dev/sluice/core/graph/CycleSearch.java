package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the groups of tasks that wait for each other: the strongly connected components, by
 * Tarjan's algorithm with explicit stacks, and in each one shortest cycle through its first task.
 */
final class CycleSearch {

  private static final int UNSEEN = 0;

  private final Needs needs;
  private final int[] component;
  private final List<int[]> cycles = new ArrayList<>();
  private final int limit;
  private int count;

  private CycleSearch(Needs needs, int limit) {
    this.needs = needs;
    this.component = new int[needs.tasks()];
    this.limit = limit;
  }

  /** The search, done; it keeps the paths of the first {@code limit} cycles. */
  static CycleSearch in(Needs needs, int limit) {
    CycleSearch search = new CycleSearch(needs, limit);
    search.findComponents();
    return search;
  }

  /** How many groups of tasks wait for each other. */
  int count() {
    return count;
  }

  /** One cycle per group, as tasks that need the next one; the first task is also the last. */
  List<int[]> cycles() {
    return cycles;
  }

  private void findComponents() {
    int n = needs.tasks();
    int[] index = new int[n];
    int[] low = new int[n];
    int[] nextEdge = new int[n];
    int[] path = new int[n];
    int[] open = new int[n];
    int opened = 0;
    int seen = 0;
    for (int root = 0; root < n; root++) {
      if (index[root] != UNSEEN) {
        continue;
      }
      int depth = 0;
      path[depth++] = root;
      while (depth > 0) {
        int task = path[depth - 1];
        if (index[task] == UNSEEN) {
          index[task] = ++seen;
          low[task] = seen;
          nextEdge[task] = needs.first(task);
          open[opened++] = task;
        }
        int descend = -1;
        while (nextEdge[task] < needs.end(task) && descend < 0) {
          int need = needs.need(nextEdge[task]++);
          if (index[need] == UNSEEN) {
            descend = need;
          } else if (component[need] == UNSEEN) {
            low[task] = Math.min(low[task], index[need]);
          }
        }
        if (descend >= 0) {
          path[depth++] = descend;
          continue;
        }
        depth--;
        if (depth > 0) {
          low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[task]);
        }
        if (low[task] == index[task]) {
          opened = close(open, opened, task);
        }
      }
    }
  }

  /** Takes the component of this root off the open tasks; more than one task is a cycle. */
  private int close(int[] open, int opened, int root) {
    int from = opened;
    int first = root;
    do {
      from--;
      component[open[from]] = root + 1;
      first = Math.min(first, open[from]);
    } while (open[from] != root);
    if (opened - from > 1) {
      count++;
      if (cycles.size() < limit) {
        cycles.add(shortestThrough(first, Arrays.copyOfRange(open, from, opened)));
      }
    }
    return from;
  }

  /** Breadth first from the task, inside its component, until the search comes back to it. */
  private int[] shortestThrough(int start, int[] members) {
    Arrays.sort(members);
    int[] parent = new int[members.length];
    Arrays.fill(parent, -1);
    int[] queue = new int[members.length];
    int head = 0;
    int tail = 0;
    queue[tail++] = Arrays.binarySearch(members, start);
    while (head < tail) {
      int at = queue[head++];
      int task = members[at];
      for (int edge = needs.first(task); edge < needs.end(task); edge++) {
        int need = needs.need(edge);
        if (component[need] != component[start]) {
          continue;
        }
        if (need == start) {
          return pathTo(at, start, parent, members);
        }
        int place = Arrays.binarySearch(members, need);
        if (parent[place] < 0) {
          parent[place] = at;
          queue[tail++] = place;
        }
      }
    }
    throw new IllegalStateException("a component without a way back to its own task");
  }

  private static int[] pathTo(int last, int start, int[] parent, int[] members) {
    List<Integer> backwards = new ArrayList<>();
    backwards.add(start);
    for (int at = last; members[at] != start; at = parent[at]) {
      backwards.add(members[at]);
    }
    backwards.add(start);
    return backwards.reversed().stream().mapToInt(Integer::intValue).toArray();
  }
}
