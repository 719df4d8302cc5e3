package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Graphs from a seed: tasks in random order, needs only on tasks that were made before. */
final class RandomGraphs {

  private final Random random;

  RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  Map<String, List<String>> acyclic(int maxTasks) {
    int tasks = 1 + random.nextInt(maxTasks);
    double density = random.nextDouble() * Math.min(1.0, 8.0 / tasks);
    List<String> ids = new ArrayList<>();
    Map<String, List<String>> needs = new LinkedHashMap<>();
    for (int i = 0; i < tasks; i++) {
      List<String> of = new ArrayList<>();
      for (String earlier : ids) {
        if (random.nextDouble() < density) {
          of.add(earlier);
        }
      }
      ids.add("t" + i);
      needs.put("t" + i, of);
    }
    Collections.shuffle(ids, random);
    Map<String, List<String>> shuffled = new LinkedHashMap<>();
    ids.forEach(id -> shuffled.put(id, needs.get(id)));
    return shuffled;
  }

  /** The same graph with a new cycle of at least two tasks that nothing else is part of. */
  List<String> injectCycle(Map<String, List<String>> needs) {
    int length = 2 + random.nextInt(6);
    List<String> cycle = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      cycle.add("cycle" + i);
    }
    List<String> others = List.copyOf(needs.keySet());
    for (int i = 0; i < length; i++) {
      List<String> of = new ArrayList<>(List.of(cycle.get((i + 1) % length)));
      of.add(others.get(random.nextInt(others.size())));
      needs.put(cycle.get(i), of);
    }
    return cycle;
  }

  long duration() {
    return random.nextInt(5);
  }
}
