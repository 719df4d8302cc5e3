package dev.sluice.client.internal;

import dev.sluice.client.BatchProblem;
import dev.sluice.client.BatchProblem.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a batch. Keeps the first hundred and counts the rest, because a
 * million tasks with the same mistake need no million lines.
 */
public final class Problems {

  private static final int LISTED = 100;

  private final List<BatchProblem> listed = new ArrayList<>();
  private long more;

  /** A problem of the batch itself. */
  void batch(Code code, String message, Object... values) {
    add(code, "", "batch: " + message.formatted(values));
  }

  /** A problem of a task; the message says what is wrong and what to do. */
  public void task(Code code, String taskId, String message, Object... values) {
    if (listed.size() < LISTED) {
      add(code, taskId, "task " + Quoted.text(taskId) + ": " + message.formatted(values));
    } else {
      more++;
    }
  }

  /** Two tasks of this id. */
  void duplicate(String taskId) {
    task(Code.DUPLICATE_TASK, taskId, "the id is used twice; give each task its own id");
  }

  /** Problems that were found and are not worth listing. */
  void notListed(long count) {
    more += count;
  }

  private void add(Code code, String taskId, String message) {
    if (listed.size() < LISTED) {
      listed.add(new BatchProblem(code, taskId, message));
    } else {
      more++;
    }
  }

  /** The problems, and if there are more than that, how many. */
  public List<BatchProblem> listed() {
    List<BatchProblem> all = new ArrayList<>(listed);
    if (more > 0) {
      String message = "batch: " + more + " more problems are not listed; mend these first";
      all.add(new BatchProblem(Code.MORE_PROBLEMS, "", message));
    }
    return List.copyOf(all);
  }
}
