package dev.sluice.core.eta;

import dev.sluice.core.eta.Standing.Runs;
import dev.sluice.core.eta.Standing.Speed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * A batch of tasks of random lengths that ran on some slots, of those that were ready the one with
 * the longest chain behind it first: which ended when.
 */
final class RandomRun {

  /** How its tasks need each other. */
  enum Shape {
    INDEPENDENT,
    LAYERS,
    A_CHAIN_BESIDE_OTHERS,
    RANDOM_NEEDS,
    GATHERED_THEN_A_CHAIN,
    CHAINS
  }

  private static final long SECOND = 1_000_000;

  private final int[] paths;
  private final long[] lengths;
  private final int slots;
  private final long[] endedAt;
  private final int[] ended;

  RandomRun(Random random, Shape shape) {
    int tasks = 20 + random.nextInt(400);
    slots = 1 + random.nextInt(16);
    double sigma = random.nextDouble() * 0.8;
    int[][] needs = needs(random, shape, tasks);
    paths = new int[tasks];
    lengths = new long[tasks];
    Arrays.fill(paths, 1);
    for (int task = tasks - 1; task >= 0; task--) {
      lengths[task] = (long) (SECOND * Math.exp(sigma * random.nextGaussian()));
      for (int need : needs[task]) {
        paths[need] = Math.max(paths[need], paths[task] + 1);
      }
    }
    endedAt = new long[tasks];
    ended = new int[tasks];
    run(needs);
  }

  private static int[][] needs(Random random, Shape shape, int tasks) {
    int width = 1 + random.nextInt(12);
    int chain = 1 + random.nextInt(tasks / 2);
    int[][] needs = new int[tasks][];
    for (int task = 0; task < tasks; task++) {
      int first = task;
      needs[task] =
          switch (shape) {
            case INDEPENDENT -> new int[0];
            case LAYERS -> {
              int layer = task / width;
              yield layer == 0
                  ? new int[0]
                  : random.ints(3, (layer - 1) * width, layer * width).toArray();
            }
            case A_CHAIN_BESIDE_OTHERS ->
                task > 0 && task < chain ? new int[] {task - 1} : new int[0];
            case RANDOM_NEEDS ->
                task == 0 || random.nextInt(3) == 0
                    ? new int[0]
                    : random.ints(1 + random.nextInt(3), 0, first).toArray();
            case GATHERED_THEN_A_CHAIN -> {
              int gather = tasks - chain;
              yield task < gather
                  ? new int[0]
                  : task == gather ? all(gather) : new int[] {task - 1};
            }
            case CHAINS -> task < width ? new int[0] : new int[] {task - width};
          };
    }
    return needs;
  }

  private static int[] all(int tasks) {
    int[] all = new int[tasks];
    Arrays.setAll(all, task -> task);
    return all;
  }

  private void run(int[][] needs) {
    int[] open = new int[paths.length];
    List<List<Integer>> behind = new ArrayList<>();
    for (int task = 0; task < open.length; task++) {
      behind.add(new ArrayList<>());
      Set<Integer> distinct = new HashSet<>();
      for (int need : needs[task]) {
        if (distinct.add(need)) {
          behind.get(need).add(task);
        }
      }
      open[task] = distinct.size();
    }
    var ready =
        new PriorityQueue<Integer>(
            Comparator.<Integer>comparingInt(task -> -paths[task]).thenComparingInt(task -> task));
    for (int task = 0; task < open.length; task++) {
      if (open[task] == 0) {
        ready.add(task);
      }
    }
    var running = new PriorityQueue<long[]>((a, b) -> Long.compare(a[0], b[0]));
    long now = 0;
    for (int i = 0; i < ended.length; i++) {
      while (!ready.isEmpty() && running.size() < slots) {
        int task = ready.remove();
        running.add(new long[] {now + lengths[task], task});
      }
      long[] first = running.remove();
      now = first[0];
      endedAt[i] = now;
      ended[i] = (int) first[1];
      for (int next : behind.get(ended[i])) {
        open[next]--;
        if (open[next] == 0) {
          ready.add(next);
        }
      }
    }
  }

  int tasks() {
    return paths.length;
  }

  /** How long it took from the moment on at which so many tasks had ended. */
  long microsAfter(int number) {
    return endedAt[tasks() - 1] - endedAt[number - 1];
  }

  /** What was known at that moment. */
  Standing after(int number, boolean withPath) {
    long until = endedAt[number - 1];
    long from = until - until / 4;
    long recently = Arrays.stream(endedAt, 0, number).filter(end -> end >= from).count();
    return new Standing(
        tasks() - number,
        new Speed(number, until),
        new Speed(recently, until - from),
        runs(number),
        withPath ? longestAfter(number) : 0,
        slots);
  }

  private int longestAfter(int number) {
    int longest = 0;
    for (int i = number; i < tasks(); i++) {
      longest = Math.max(longest, paths[ended[i]]);
    }
    return longest;
  }

  private Runs runs(int number) {
    long[] known =
        Arrays.stream(ended, 0, number).mapToLong(task -> lengths[task]).sorted().toArray();
    double mean = Arrays.stream(known).average().orElse(0);
    double squares = Arrays.stream(known).mapToDouble(run -> (run - mean) * (run - mean)).sum();
    return new Runs(number, mean, Math.sqrt(squares / number), known[(int) ((number - 1) * 0.95)]);
  }
}
