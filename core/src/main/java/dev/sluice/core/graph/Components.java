package dev.sluice.core.graph;

/**
 * The weakly connected components of a graph: tasks that have to do with each other, by whatever
 * chain of needs in either direction. Union by size with path halving.
 */
final class Components {

  private final int[] parent;
  private final int[] size;

  private Components(int tasks) {
    parent = new int[tasks];
    size = new int[tasks];
    for (int task = 0; task < tasks; task++) {
      parent[task] = task;
      size[task] = 1;
    }
  }

  /** For each task the number of its component; they count from 0 in the order of the tasks. */
  static int[] of(Needs needs) {
    var components = new Components(needs.tasks());
    for (int task = 0; task < needs.tasks(); task++) {
      for (int edge = needs.first(task); edge < needs.end(task); edge++) {
        components.join(task, needs.need(edge));
      }
    }
    return components.numbered();
  }

  private void join(int one, int other) {
    int a = root(one);
    int b = root(other);
    if (a != b) {
      int large = size[a] >= size[b] ? a : b;
      int small = large == a ? b : a;
      parent[small] = large;
      size[large] += size[small];
    }
  }

  private int root(int task) {
    int at = task;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private int[] numbered() {
    int[] numberOfRoot = new int[parent.length];
    int[] component = new int[parent.length];
    int count = 0;
    for (int task = 0; task < parent.length; task++) {
      int root = root(task);
      if (numberOfRoot[root] == 0) {
        numberOfRoot[root] = ++count;
      }
      component[task] = numberOfRoot[root] - 1;
    }
    return component;
  }
}
