package dev.sluice.core.ledger;

import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.ledger.row.Edges;
import dev.sluice.core.ledger.row.TaskRow;
import dev.sluice.core.ledger.row.Work;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the needs of the tasks that wait, one need of each at a time. Which of them is left to a
 * hash: then a task changes its watch about as often as the logarithm of the number of its needs,
 * in whatever order they end.
 */
final class NeedWatch {

  private static final double GOLDEN_SECTION = 0.618;

  private final Draft draft;
  private long looks;

  NeedWatch(Draft draft) {
    this.draft = draft;
  }

  /** Needs that were looked at so far. */
  long looks() {
    return looks;
  }

  /**
   * How the needs of a task stand.
   *
   * @param unmet those that have not ended
   * @param unsuccessful one that ended without success, and how; null if there is none
   * @param chain the longest that ends with one of those that have ended
   */
  record Standing(List<String> unmet, @Nullable String unsuccessful, Chain chain) {

    /** Whether the task can't run any more, whatever its other needs do. */
    boolean hopeless(RunIf runIf) {
      return switch (runIf) {
        case SUCCESS -> unsuccessful != null;
        case FAILURE -> unmet.isEmpty() && unsuccessful == null;
        case ALWAYS -> false;
      };
    }
  }

  Standing standing(TaskSpec task) {
    List<String> unmet = new ArrayList<>();
    String unsuccessful = null;
    Chain chain = Chain.NONE;
    for (String need : new LinkedHashSet<>(task.needs())) {
      TaskRow row = look(need);
      if (!(row instanceof TaskRow.Ended ended)) {
        unmet.add(need);
        continue;
      }
      chain = chain.orLonger(need, ended);
      if (!ended.succeeded()) {
        unsuccessful = because(need, ended.status());
      }
    }
    return new Standing(unmet, unsuccessful, chain);
  }

  static String because(String need, TaskStatus status) {
    return need + " ended " + status;
  }

  /** Begins to wait. */
  void begin(TaskSpec task, TaskRow.Waiting waiting, List<String> unmet) {
    for (String need : unmet) {
      if (draft.task(need) == null) {
        draft.put(need, new TaskRow.Missing());
        draft.put(draft.tally().withMissing(1));
      }
    }
    String watched = unmet.get(place(task.id(), "", unmet.size()));
    draft.put(task.id(), waiting.watching(watched));
    if (draft.edges().all()) {
      unmet.forEach(need -> draft.addEdge(need, task.id()));
    } else {
      draft.addEdge(watched, task.id());
    }
  }

  /** Goes on to a need that has not ended; false if there is none left. */
  boolean moveOn(TaskSpec task, TaskRow.Waiting waiting) {
    List<String> needs = task.needs();
    int stride = stride(needs.size());
    int next = place(task.id(), waiting.watched(), needs.size());
    for (int i = 0; i < needs.size(); i++) {
      String need = needs.get(next);
      next = (next + stride) % needs.size();
      if (!(look(need) instanceof TaskRow.Ended)) {
        draft.put(task.id(), waiting.watching(need));
        draft.addEdge(need, task.id()); // spreading may not have come to this task yet
        return true;
      }
    }
    return false;
  }

  /** Begins to keep all edges, if that makes a difference in this batch. */
  void keepAllEdges() {
    Edges edges = draft.edges();
    if (!edges.all() && edges.count() > 0) {
      draft.put(edges.withAll());
      draft.work().add(new Work.SpreadEdges(null));
    }
  }

  /** Writes the edges of a task that waits. */
  void spread(String taskId, TaskRow.Waiting waiting, List<String> unmet) {
    for (String need : unmet) {
      if (!need.equals(waiting.watched())) {
        draft.addEdge(need, taskId);
      }
    }
  }

  private @Nullable TaskRow look(String need) {
    looks++;
    return draft.task(need);
  }

  /**
   * About the golden section of the size, and without a common divisor: steps of it come to each
   * place once, and two of them are never close. The neighbour of a need that ended would be a poor
   * choice, because needs tend to end in the order in which they are listed.
   */
  private static int stride(int size) {
    int stride = Math.max(1, (int) (size * GOLDEN_SECTION));
    while (commonDivisor(size, stride) > 1) {
      stride++;
    }
    return stride;
  }

  private static int commonDivisor(int one, int other) {
    return other == 0 ? one : commonDivisor(other, one % other);
  }

  private static int place(String taskId, String watched, int size) {
    int hash = (31 * taskId.hashCode() + watched.hashCode()) * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 15), size);
  }
}
