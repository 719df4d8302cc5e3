package dev.sluice.core.graph;

import java.util.Arrays;

/**
 * Edges between numbered tasks in two flat arrays: a million tasks take a few megabytes, and no
 * walk recurses. The edges of task {@code t} are {@code to[from[t]] .. to[from[t + 1] - 1]}.
 */
final class Needs {

  private final int[] from;
  private final int[] to;

  private Needs(int[] from, int[] to) {
    this.from = from;
    this.to = to;
  }

  int tasks() {
    return from.length - 1;
  }

  int first(int task) {
    return from[task];
  }

  int end(int task) {
    return from[task + 1];
  }

  int need(int edge) {
    return to[edge];
  }

  /** The same edges the other way round: from a task to those that need it. */
  Needs reversed() {
    int[] starts = new int[from.length];
    for (int need : to) {
      starts[need + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] next = starts.clone();
    int[] targets = new int[to.length];
    for (int task = 0; task < tasks(); task++) {
      for (int edge = from[task]; edge < from[task + 1]; edge++) {
        targets[next[to[edge]]++] = task;
      }
    }
    return new Needs(starts, targets);
  }

  /** Collects edges task by task. */
  static final class Builder {

    private final int[] from;
    private int[] to = new int[16];
    private int task;
    private int size;

    Builder(int tasks) {
      from = new int[tasks + 1];
    }

    /** The task at hand needs this one; said twice it counts once. */
    void add(int need) {
      if (size == to.length) {
        to = Arrays.copyOf(to, size + (size >> 1) + 16);
      }
      to[size++] = need;
    }

    void endTask() {
      Arrays.sort(to, from[task], size);
      int kept = from[task];
      for (int i = from[task]; i < size; i++) {
        if (i == from[task] || to[i] != to[i - 1]) {
          to[kept++] = to[i];
        }
      }
      size = kept;
      from[++task] = size;
    }

    Needs build() {
      return new Needs(from, Arrays.copyOf(to, size));
    }
  }
}
