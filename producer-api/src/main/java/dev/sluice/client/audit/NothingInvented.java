package dev.sluice.client.audit;

import dev.sluice.records.TaskStatus;

/** What was decided goes back to what somebody sent. */
final class NothingInvented extends Guarantee {

  NothingInvented() {
    super(
        "nothing is released or has a result that nobody submitted, and no run that no worker reported");
  }

  @Override
  void end(History history) {
    boolean submissions = history.whole(Topic.SUBMISSION) && history.whole(Topic.REPORT);
    boolean reports = history.whole(Topic.REPORT);
    if (!submissions) {
      unseen("the oldest submissions are gone: who submitted a task is not always known");
    }
    if (!reports) {
      unseen("the oldest reports are gone: who ran a task is not always known");
    }
    for (TaskTrace task : history.tasks()) {
      boolean decided = task.last != null || task.wasReleased();
      if (submissions && decided) {
        require(
            task.known(),
            "task %s %s and nobody submitted it",
            task.id,
            task.last == null ? "was released" : "ended " + task.last.status());
      }
      if (reports && task.last != null && task.last.ran()) {
        require(
            task.reportedRelease > 0,
            "task %s ended %s after a run that no report tells of",
            task.id,
            task.last.status());
      }
      if (task.last != null && task.last.status() == TaskStatus.SUCCEEDED) {
        require(task.last.ran() || task.last.cached(), "task %s succeeded without a run", task.id);
      }
    }
  }
}
