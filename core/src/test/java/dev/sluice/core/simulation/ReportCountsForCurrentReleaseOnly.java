package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Event;

/** I3: the first report for the current release counts, and no other one. */
final class ReportCountsForCurrentReleaseOnly implements Invariant {

  @Override
  public void event(Step step, History history) {
    if (step.event() instanceof Event.TaskReported report) {
      TaskHistory task = history.task(report.batchId(), report.taskId());
      boolean current =
          task != null
              && task.current != null
              && task.current.releaseNumber() == report.releaseNumber();
      boolean counted = step.countedReport() != null;
      require(
          counted == current,
          "the report of release %d of %s/%s by %s %s, the current release is %s",
          report.releaseNumber(),
          report.batchId(),
          report.taskId(),
          report.workerId(),
          counted ? "counted" : "did not count",
          task == null || task.current == null ? "none" : task.current.releaseNumber());
    }
  }
}
