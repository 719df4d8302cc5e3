package dev.sluice.client.audit;

import dev.sluice.records.Release;

/**
 * That the report which ended a task names a release that is there proves it: nobody but the
 * scheduler gives numbers. The brokers' times of both are compared beside it; those in a result are
 * of the workers' clocks and prove nothing.
 */
final class StartedOnlyAfterRelease extends Guarantee {

  StartedOnlyAfterRelease() {
    super("a run that ended a task was of a release of that task, and was reported after it");
  }

  @Override
  void release(Place place, TaskTrace task, Release release, History history) {
    if (task.reportedRelease == release.getReleaseNumber()) {
      require(
          task.reportedAt + history.slackMs() >= place.at(),
          "task %s was reported %d ms before release %d",
          task.id,
          place.at() - task.reportedAt,
          release.getReleaseNumber());
      require(
          task.last == null || task.last.round() == release.getRound(),
          "release %d of task %s is of round %d, and ended it in another",
          release.getReleaseNumber(),
          task.id,
          release.getRound());
    }
  }

  @Override
  void end(History history) {
    if (!history.whole(Topic.RELEASE)) {
      unseen("the oldest releases are gone");
      return;
    }
    if (!history.whole(Topic.REPORT)) {
      unseen("the oldest reports are gone");
    }
    for (TaskTrace task : history.tasks()) {
      if (task.reportedRelease > 0) {
        require(
            task.wasReleasedAs(task.reportedRelease),
            "task %s was run as release %d, which is not there",
            task.id,
            task.reportedRelease);
      }
    }
  }
}
