package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.graph.GraphProblem.Cycle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Properties over random graphs; a failure prints the seed, {@code -Dsluice.seed=N} replays it. */
final class RandomTaskGraphTest {

  private static final int GRAPHS = 2000;

  private interface Property {
    void holdsFor(RandomGraphs graphs);
  }

  private static void check(Property property) {
    Long replay = Long.getLong("sluice.seed");
    long first = replay == null ? System.nanoTime() : replay;
    for (long seed = first; seed < first + (replay == null ? GRAPHS : 1); seed++) {
      try {
        property.holdsFor(new RandomGraphs(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("replay with -Dsluice.seed=" + seed, e);
      }
    }
  }

  @Test
  void everyTaskIsInExactlyOneLayerAndAfterItsNeeds() {
    check(graphs -> {
      Map<String, List<String>> needs = graphs.acyclic(60);
      TaskGraph graph = TaskGraph.of(needs);
      assertThat(graph.problems()).isEmpty();

      Map<String, Integer> layerOf = new HashMap<>();
      List<List<String>> layers = graph.layers();
      for (int layer = 0; layer < layers.size(); layer++) {
        for (String task : layers.get(layer)) {
          assertThat(layerOf.put(task, layer)).isNull();
        }
      }
      assertThat(layerOf.keySet()).isEqualTo(needs.keySet());
      needs.forEach((task, of) -> {
        int latest = of.stream().mapToInt(layerOf::get).max().orElse(-1);
        assertThat(layerOf.get(task)).isEqualTo(latest + 1);
      });
    });
  }

  @Test
  void noNeedLeadsOutOfAComponentAndEachHangsTogether() {
    check(graphs -> {
      Map<String, List<String>> needs = graphs.acyclic(60);
      List<List<String>> components = TaskGraph.of(needs).components();

      assertThat(components.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(needs.keySet());
      for (List<String> component : components) {
        Map<String, List<String>> inside = new LinkedHashMap<>();
        component.forEach(task -> inside.put(task, needs.get(task)));
        assertThat(component).containsAll(inside.values().stream().flatMap(List::stream).toList());
        assertThat(TaskGraph.of(inside).components()).containsExactly(component);
        assertThat(reachable(component.getFirst(), needs)).containsAll(component);
      }
    });
  }

  /** In whatever direction. */
  private static Set<String> reachable(String from, Map<String, List<String>> needs) {
    Set<String> reached = new HashSet<>(Set.of(from));
    boolean more = true;
    while (more) {
      more = false;
      for (var task : needs.entrySet()) {
        if (reached.contains(task.getKey())) {
          more |= reached.addAll(task.getValue());
        } else if (task.getValue().stream().anyMatch(reached::contains)) {
          more |= reached.add(task.getKey());
        }
      }
    }
    return reached;
  }

  @Test
  void anInjectedCycleIsFoundAndIsReal() {
    check(graphs -> {
      Map<String, List<String>> needs = graphs.acyclic(40);
      List<String> injected = graphs.injectCycle(needs);

      List<GraphProblem> problems = TaskGraph.of(needs).problems();

      assertThat(problems).hasSize(1);
      List<String> path = ((Cycle) problems.get(0)).path();
      for (int i = 0; i + 1 < path.size(); i++) {
        assertThat(needs.get(path.get(i))).contains(path.get(i + 1));
      }
      assertThat(path.subList(1, path.size())).containsExactlyInAnyOrderElementsOf(injected);
    });
  }

  @Test
  void theCriticalPathIsAsLongAsTheLongestOfAllPaths() {
    check(graphs -> {
      Map<String, List<String>> needs = graphs.acyclic(9);
      Map<String, Long> durations = new HashMap<>();
      needs.keySet().forEach(task -> durations.put(task, graphs.duration()));

      CriticalPath path = TaskGraph.of(needs).criticalPath(durations::get);

      long longest =
          needs.keySet().stream()
              .mapToLong(task -> longestTo(task, needs, durations))
              .max()
              .orElse(0);
      assertThat(path.durationMicros()).isEqualTo(longest);
      assertThat(path.tasks().stream().mapToLong(durations::get).sum()).isEqualTo(longest);
      List<String> tasks = new ArrayList<>(path.tasks());
      for (int i = 1; i < tasks.size(); i++) {
        assertThat(needs.get(tasks.get(i))).contains(tasks.get(i - 1));
      }
    });
  }

  @Test
  void theLongestChainThatBeginsWithATaskIsOneLongerThanThoseOfItsDependants() {
    check(graphs -> {
      Map<String, List<String>> needs = graphs.acyclic(60);

      int[] lengths = TaskGraph.of(needs).chainLengths();

      List<String> tasks = List.copyOf(needs.keySet());
      for (int i = 0; i < lengths.length; i++) {
        String task = tasks.get(i);
        int behind =
            needs.entrySet().stream()
                .filter(dependant -> dependant.getValue().contains(task))
                .mapToInt(dependant -> lengths[tasks.indexOf(dependant.getKey())])
                .max()
                .orElse(0);
        assertThat(lengths[i]).isEqualTo(behind + 1);
      }
    });
  }

  private static long longestTo(
      String task, Map<String, List<String>> needs, Map<String, Long> durations) {
    long before =
        needs.get(task).stream()
            .mapToLong(need -> longestTo(need, needs, durations))
            .max()
            .orElse(0);
    return before + durations.get(task);
  }
}
