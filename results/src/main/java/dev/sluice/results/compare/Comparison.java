package dev.sluice.results.compare;

import dev.sluice.client.TaskResult;
import dev.sluice.results.report.Heading;
import dev.sluice.results.report.Report;
import dev.sluice.results.report.ReportFold;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Batch B held against batch A.
 *
 * @param newFailures tasks that failed in B and not in A
 * @param fixed tasks that failed in A and succeeded in B
 * @param checks the conditions that were asked for, in their order
 */
public record Comparison(
    Report a, Report b, TaskList newFailures, TaskList fixed, List<Check> checks) {

  public Comparison {
    Objects.requireNonNull(a, "a");
    Objects.requireNonNull(b, "b");
    Objects.requireNonNull(newFailures, "newFailures");
    Objects.requireNonNull(fixed, "fixed");
    checks = List.copyOf(checks);
  }

  /**
   * A condition and whether it is so.
   *
   * @param a the value of its metric in A; NaN where nothing was measured
   * @param unknown why it can't be told; null: it can
   */
  public record Check(
      Condition condition, double a, double b, boolean holds, @Nullable String unknown) {

    static Check of(Condition condition, Report a, Report b) {
      double before = condition.metric().of(a);
      double now = condition.metric().of(b);
      return new Check(
          condition,
          before,
          now,
          condition.holds(before, now),
          unknown(condition, a, before, b, now));
    }

    private static @Nullable String unknown(
        Condition condition, Report a, double before, Report b, double now) {
      boolean alone = condition.kind() == Condition.Kind.VALUE;
      if (!alone && !a.heading().status().terminal()) {
        return "batch A has not ended";
      }
      if (!b.heading().status().terminal()) {
        return "batch B has not ended";
      }
      if (!alone && Double.isNaN(before)) {
        return "no task of batch A ran";
      }
      return Double.isNaN(now) ? "no task of batch B ran" : null;
    }

    /** Whether it is so, or may be for all that is known: a gate lets neither pass. */
    public boolean fails() {
      return holds || unknown != null;
    }
  }

  /**
   * Folds the results of A, then those of B, and closes both streams.
   *
   * @param resultsOfA the last result of each task
   * @param conditions that must not be so
   */
  public static Comparison of(
      Heading a,
      Stream<TaskResult> resultsOfA,
      Heading b,
      Stream<TaskResult> resultsOfB,
      List<Condition> conditions) {
    var failedInA = new FailedTasks();
    var failedInB = new FailedTasks();
    var fixed = new ArrayList<String>();
    var foldA = new ReportFold(a, Report.DEFAULT_TOP);
    var foldB = new ReportFold(b, Report.DEFAULT_TOP);
    try (resultsOfA;
        resultsOfB) {
      resultsOfA.forEach(result -> {
        foldA.add(result);
        if (failed(result)) {
          failedInA.add(result.taskId());
        }
      });
      resultsOfB.forEach(result -> {
        foldB.add(result);
        if (failed(result)) {
          failedInB.add(result.taskId());
        } else if (result.succeeded() && failedInA.contains(result.taskId())) {
          fixed.add(result.taskId());
        }
      });
    }
    fixed.sort(null);
    Report reportA = foldA.report();
    Report reportB = foldB.report();
    return new Comparison(
        reportA,
        reportB,
        TaskList.of(fresh(failedInA, failedInB), failedInA.complete() && failedInB.complete()),
        TaskList.of(fixed, failedInA.complete()),
        conditions.stream().map(condition -> Check.of(condition, reportA, reportB)).toList());
  }

  private static boolean failed(TaskResult result) {
    return result.status().countsAsFailure();
  }

  private static List<String> fresh(FailedTasks before, FailedTasks now) {
    return now.ids().stream().filter(id -> before.covers(id) && !before.contains(id)).toList();
  }

  /** Whether one of the conditions is so, or can't be told. */
  public boolean fails() {
    return checks.stream().anyMatch(Check::fails);
  }
}
