package dev.sluice.client.audit;

import dev.sluice.core.summary.CountsByName;
import dev.sluice.records.Counts;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.util.Map;
import java.util.TreeSet;

/**
 * Counts the last result of each task again, without the code that made the summary. A summary is
 * written in the transaction of the result that it counts last, so this is exact.
 */
final class CountsAddUp extends Guarantee {

  private static final double SMALL = 1e-9;

  CountsAddUp() {
    super(
        "the last summary counts what the results say, by status, type, group, worker and priority");
  }

  @Override
  void end(History history) {
    Summary summary = history.summary();
    if (summary == null || history.closedRound() == 0) {
      unseen("the batch has not ended");
    } else if (history.clearing()) {
      unseen("the batch is being cleared, its results go one by one");
    } else if (history.tasks().stream().anyMatch(task -> later(task, summary.getRound()))) {
      unseen("the batch runs again");
    } else {
      Tally counted = Tally.of(history.tasks());
      compare("tasks", summary.getCounts(), counted.all());
      byName("type", summary.getByType(), counted.byType(), summary);
      byName("group", summary.getByGroup(), counted.byGroup(), summary);
      byName("worker", summary.getByWorker(), counted.byWorker(), summary);
      byName("priority", summary.getByPriority(), counted.byPriority(), summary);
      same("retries", summary.getRetried(), counted.retried());
      same("results from the cache", summary.getCached(), counted.cached());
      same("run times", summary.getRunTime().getCount(), counted.ran());
      same("waits in the queue", summary.getQueueWait().getCount(), counted.waited());
      double rate = counted.successRate();
      require(
          Math.abs(summary.getSuccessRate() - rate) < SMALL,
          "the summary has a success rate of %s, the results one of %s",
          summary.getSuccessRate(),
          rate);
    }
  }

  private static boolean later(TaskTrace task, int round) {
    return task.last != null && task.last.round() > round;
  }

  private void byName(
      String what, Map<String, Counts> said, Map<String, Tally.Line> counted, Summary summary) {
    if (counted.size() > CountsByName.MOST_NAMES) {
      unseen(
          "more than " + CountsByName.MOST_NAMES + " names of a " + what + " are not told apart");
    } else if (said.isEmpty() && !counted.isEmpty() && summary.getByType().isEmpty()) {
      unseen("the summary was too large for counts by name");
    } else {
      var names = new TreeSet<>(counted.keySet());
      names.addAll(said.keySet());
      for (String name : names) {
        compare(
            "tasks of " + what + " " + name,
            said.getOrDefault(name, new Counts()),
            counted.getOrDefault(name, new Tally.Line()));
      }
    }
  }

  private void compare(String what, Counts said, Tally.Line counted) {
    same(what, said.getTotal(), counted.total());
    same(what + " that succeeded", said.getSucceeded(), counted.of(TaskStatus.SUCCEEDED));
    same(what + " that failed", said.getFailed(), counted.of(TaskStatus.FAILED));
    same(what + " that timed out", said.getTimedOut(), counted.of(TaskStatus.TIMED_OUT));
    same(what + " that were cancelled", said.getCancelled(), counted.of(TaskStatus.CANCELLED));
    same(what + " that were skipped", said.getSkipped(), counted.of(TaskStatus.SKIPPED));
    same(what + " that were rejected", said.getRejected(), counted.of(TaskStatus.REJECTED));
  }

  private void same(String what, long said, long counted) {
    require(said == counted, "the summary counts %d %s, the results say %d", said, what, counted);
  }
}
