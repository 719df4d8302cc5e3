package dev.sluice.core.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a set of tasks and their needs is no directed acyclic graph. */
public sealed interface GraphProblem {

  /**
   * Tasks that wait for each other.
   *
   * @param path each task needs the next one; the first is also the last
   */
  record Cycle(List<String> path) implements GraphProblem {
    public Cycle {
      path = List.copyOf(path);
      if (path.size() < 3 || !path.get(0).equals(path.get(path.size() - 1))) {
        throw new IllegalArgumentException("a cycle ends where it starts, was " + path);
      }
    }
  }

  /**
   * A task needs one that is not there.
   *
   * @param nearest the id that was probably meant, null where none is similar
   */
  record UnknownNeed(String task, String need, @Nullable String nearest) implements GraphProblem {}

  /** A task needs itself. */
  record SelfNeed(String task) implements GraphProblem {}
}
