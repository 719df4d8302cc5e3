package dev.sluice.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.graph.GraphProblem.Cycle;
import dev.sluice.core.graph.GraphProblem.SelfNeed;
import dev.sluice.core.graph.GraphProblem.UnknownNeed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TaskGraphTest {

  private static Map<String, List<String>> graph(String... lines) {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    for (String line : lines) {
      List<String> words = List.of(line.split(" ", -1));
      needs.put(words.get(0), words.subList(1, words.size()));
    }
    return needs;
  }

  @Test
  void aTaskThatNeedsItselfIsNamed() {
    assertThat(TaskGraph.of(graph("a", "b b a")).problems()).containsExactly(new SelfNeed("b"));
  }

  @Test
  void anUnknownNeedComesWithTheIdThatWasProbablyMeant() {
    TaskGraph graph = TaskGraph.of(graph("fetch", "count fecth", "report zzzzzzzz"));

    assertThat(graph.problems())
        .containsExactly(
            new UnknownNeed("count", "fecth", "fetch"),
            new UnknownNeed("report", "zzzzzzzz", null));
  }

  @Test
  void aCycleIsShownAsItsShortestPathThroughItsFirstTask() {
    TaskGraph graph = TaskGraph.of(graph("x", "a c x", "b a", "c b d", "d a"));

    assertThat(graph.problems()).containsExactly(new Cycle(List.of("a", "c", "b", "a")));
  }

  @Test
  void eachGroupOfTasksThatWaitForEachOtherIsShownOnce() {
    TaskGraph graph = TaskGraph.of(graph("a b", "b a", "c d a", "d c", "e d"));

    assertThat(graph.problems())
        .containsExactlyInAnyOrder(
            new Cycle(List.of("a", "b", "a")), new Cycle(List.of("c", "d", "c")));
    assertThatThrownBy(graph::layers).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreProblemsThanAreListedAreCounted() {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    for (int i = 0; i < 15; i++) {
      needs.put("u" + i, List.of("nowhere"));
      needs.put("a" + i, List.of("b" + i));
      needs.put("b" + i, List.of("a" + i));
    }
    TaskGraph graph = TaskGraph.of(needs);

    assertThat(graph.problems()).hasSize(TaskGraph.MAX_PROBLEMS);
    assertThat(graph.problemCount()).isEqualTo(30);
  }

  @Test
  void aNeedThatIsNamedTwiceCountsOnce() {
    TaskGraph graph = TaskGraph.of(graph("a", "b a a"));

    assertThat(graph.problems()).isEmpty();
    assertThat(graph.layers()).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void layersKeepTheOrderOfTheTasks() {
    TaskGraph graph = TaskGraph.of(graph("z z1", "y", "z1", "x y", "w x z1"));

    assertThat(graph.layers()).containsExactly(List.of("y", "z1"), List.of("z", "x"), List.of("w"));
  }

  @Test
  void theCriticalPathIsTheChainThatTakesLongest() {
    TaskGraph graph = TaskGraph.of(graph("a", "b", "c a", "d b c", "e"));
    Map<String, Long> durations = Map.of("a", 1L, "b", 5L, "c", 2L, "d", 1L, "e", 4L);

    assertThat(graph.criticalPath(durations::get))
        .isEqualTo(new CriticalPath(List.of("b", "d"), 6));
    assertThat(graph.criticalPath(task -> 0))
        .isEqualTo(new CriticalPath(List.of("a", "c", "d"), 0));
    assertThat(graph.criticalPath(task -> Long.MAX_VALUE).durationMicros())
        .isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> graph.criticalPath(task -> -1)).hasMessageContaining("task ");
  }

  @Test
  void aChainIsAsLongAsTheTasksThatWaitOneBehindTheOther() {
    TaskGraph graph = TaskGraph.of(graph("d b c", "a", "b", "c a", "e", "f d"));

    assertThat(graph.chainLengths()).containsExactly(2, 4, 3, 3, 1, 1);
    assertThat(TaskGraph.of(Map.of()).chainLengths()).isEmpty();
    assertThatThrownBy(() -> TaskGraph.of(graph("a b", "b a")).chainLengths())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEmptyGraphHasNoLayersAndNoPath() {
    TaskGraph graph = TaskGraph.of(Map.of());

    assertThat(graph.problems()).isEmpty();
    assertThat(graph.layers()).isEmpty();
    assertThat(graph.criticalPath(task -> 1)).isEqualTo(new CriticalPath(List.of(), 0));
  }

  @Test
  void aChainOfAHundredThousandTasksNeedsNoRecursion() {
    Map<String, List<String>> chain = new LinkedHashMap<>();
    int tasks = 100_000;
    for (int i = 0; i < tasks; i++) {
      chain.put("t" + i, i == tasks - 1 ? List.of() : List.of("t" + (i + 1)));
    }
    TaskGraph graph = TaskGraph.of(chain);
    assertThat(graph.layers()).hasSize(tasks);
    assertThat(graph.criticalPath(task -> 1).durationMicros()).isEqualTo(tasks);
    assertThat(graph.chainLengths()).startsWith(1, 2, 3).endsWith(tasks - 1, tasks);

    chain.put("t" + (tasks - 1), List.of("t0"));
    Cycle cycle = (Cycle) TaskGraph.of(chain).problems().get(0);
    assertThat(cycle.path()).hasSize(tasks + 1);
  }

  @Test
  void aMillionTasksWithWideFansAreAMatterOfSeconds() {
    Map<String, List<String>> wide = LinkedHashMap.newLinkedHashMap(1_000_000);
    wide.put("root", List.of());
    for (int i = 1; i < 999_000; i++) {
      wide.put("t" + i, List.of("root"));
    }
    List<String> all = List.copyOf(wide.keySet()).subList(1, 50_001);
    for (int i = 0; i < 1000; i++) {
      wide.put("end" + i, i == 0 ? all : List.of("end0"));
    }
    long start = System.nanoTime();

    TaskGraph graph = TaskGraph.of(wide);

    assertThat(graph.problems()).isEmpty();
    assertThat(graph.layers()).hasSize(4);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void manyUnknownNeedsInALargeBatchAreAnsweredInBoundedTime() {
    Map<String, List<String>> needs = LinkedHashMap.newLinkedHashMap(300_000);
    for (int i = 0; i < 300_000; i++) {
      needs.put("some-longer-task-name-number-" + i, List.of("some-longer-task-nome-number-x" + i));
    }
    long start = System.nanoTime();

    TaskGraph graph = TaskGraph.of(needs);

    assertThat(graph.problemCount()).isEqualTo(300_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }
}
