package dev.sluice.client.audit;

import dev.sluice.records.Release;
import dev.sluice.records.Result;
import dev.sluice.records.TaskStatus;

/**
 * Seen by the brokers' times; that no result was added to a batch that had closed is exact in
 * {@link CountsAddUp}. A task that comes too late to a batch that was given up has its result at
 * once.
 */
final class NothingAfterTheEnd extends Guarantee {

  private static final String CAME_LATE = "BATCH_CLOSED";

  NothingAfterTheEnd() {
    super("a task is not released after its end, and nothing happens in a round after its close");
  }

  @Override
  void result(Place place, TaskTrace task, Result result, History history) {
    History.Closing closing = history.closing(result.getRound());
    if (closing != null) {
      boolean cameLate =
          CAME_LATE.equals(result.getReason()) || result.getStatus() == TaskStatus.REJECTED;
      require(
          cameLate || place.at() <= closing.at() + history.slackMs(),
          "task %s ended %s %d ms after the batch had closed round %d",
          task.id,
          result.getStatus(),
          place.at() - closing.at(),
          result.getRound());
    }
  }

  @Override
  void release(Place place, TaskTrace task, Release release, History history) {
    History.Closing closing = history.closing(release.getRound());
    if (closing != null) {
      require(
          place.at() <= closing.at() + history.slackMs(),
          "task %s was released %d ms after the batch had closed round %d",
          task.id,
          place.at() - closing.at(),
          release.getRound());
    }
    Outcome ended = task.asOf(release.getRound());
    if (ended != null) {
      require(
          ended.round() == release.getRound()
              ? place.at() <= ended.at() + history.slackMs()
              : ended.mayRunAgain(),
          "task %s was released as %d after it had ended %s in round %d",
          task.id,
          release.getReleaseNumber(),
          ended.status(),
          ended.round());
    }
  }

  @Override
  void end(History history) {
    if (history.closedRound() == 0) {
      unseen("the batch has not ended");
    }
    if (!history.whole(Topic.RELEASE)) {
      unseen("the oldest releases are gone");
    }
  }
}
