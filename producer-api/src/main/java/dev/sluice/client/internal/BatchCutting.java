package dev.sluice.client.internal;

import dev.sluice.core.graph.TaskGraph;
import dev.sluice.core.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Divides tasks into sets without a need between them; in each the order of the tasks is kept. */
public final class BatchCutting {

  private final List<TaskSpec> tasks;
  private final List<List<String>> components;

  public BatchCutting(List<TaskSpec> tasks, TaskGraph graph) {
    this.tasks = tasks;
    this.components = graph.components();
  }

  /** As many sets as can be. */
  public List<List<TaskSpec>> apart() {
    int[] own = new int[components.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = i;
    }
    return sets(own, own.length);
  }

  /**
   * Few sets of at most so many tasks: what hangs together goes, the largest first, where the least
   * room is left that it fits into.
   *
   * @throws IllegalArgumentException if more tasks than that hang together
   */
  public List<List<TaskSpec>> upTo(int mostTasks) {
    List<Integer> largestFirst = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      largestFirst.add(i);
    }
    largestFirst.sort((a, b) -> components.get(b).size() - components.get(a).size());
    int[] setOf = new int[components.size()];
    int sets = 0;
    TreeMap<Integer, List<Integer>> byRoom = new TreeMap<>();
    for (int component : largestFirst) {
      int size = components.get(component).size();
      refuseLarger(mostTasks, components.get(component));
      Map.Entry<Integer, List<Integer>> fits = byRoom.ceilingEntry(size);
      int room = fits == null ? mostTasks : fits.getKey();
      int set = fits == null ? sets++ : fits.getValue().removeLast();
      if (fits != null && fits.getValue().isEmpty()) {
        byRoom.remove(fits.getKey());
      }
      setOf[component] = set;
      byRoom.computeIfAbsent(room - size, left -> new ArrayList<>()).add(set);
    }
    return sets(setOf, sets);
  }

  private static void refuseLarger(int mostTasks, List<String> component) {
    if (component.size() > mostTasks) {
      throw new IllegalArgumentException(
          "%d tasks hang together, the first is %s, and a batch is to have at most %d; remove needs between them or allow more"
              .formatted(component.size(), component.getFirst(), mostTasks));
    }
  }

  /** Sets in the order of their first tasks. */
  private List<List<TaskSpec>> sets(int[] setOfComponent, int sets) {
    Map<String, Integer> setOfTask = HashMap.newHashMap(tasks.size());
    for (int i = 0; i < components.size(); i++) {
      for (String task : components.get(i)) {
        setOfTask.put(task, setOfComponent[i]);
      }
    }
    Map<Integer, List<TaskSpec>> cut = HashMap.newHashMap(sets);
    List<List<TaskSpec>> inOrder = new ArrayList<>(sets);
    for (TaskSpec task : tasks) {
      List<TaskSpec> set =
          cut.computeIfAbsent(
              setOfTask.get(task.id()),
              first -> {
                List<TaskSpec> fresh = new ArrayList<>();
                inOrder.add(fresh);
                return fresh;
              });
      set.add(task);
    }
    return inOrder;
  }
}
