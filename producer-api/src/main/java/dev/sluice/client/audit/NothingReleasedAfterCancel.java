package dev.sluice.client.audit;

import dev.sluice.records.Release;
import dev.sluice.records.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * That a cancel was obeyed is seen by the first result or summary that it gave its reason to. A
 * result of a task that was cancelled alone says nothing of its batch.
 */
final class NothingReleasedAfterCancel extends Guarantee {

  private static final Set<String> CANCELLED = Set.of("CANCEL_REQUESTED", "CANCELLED_BEFORE_START");

  /** The batch is known to be cancelled from then on, by round; the brokers' time. */
  private final Map<Integer, Long> since = new HashMap<>();

  NothingReleasedAfterCancel() {
    super("nothing is released in a round in which the batch was cancelled, from then on");
  }

  @Override
  void result(Place place, TaskTrace task, Result result, History history) {
    if (CANCELLED.contains(result.getReason() == null ? "" : result.getReason())
        && cancelled(result.getRound(), history)
        && history.whole(Topic.COMMAND)
        && !history.wasCancelledAlone(task)) {
      since.merge(result.getRound(), place.at(), Math::min);
    }
  }

  private static boolean cancelled(int round, History history) {
    History.Closing closing = history.closing(round);
    return closing != null
        && closing.summary().getReason() != null
        && CANCELLED.contains(closing.summary().getReason());
  }

  @Override
  void release(Place place, TaskTrace task, Release release, History history) {
    Long cancelled = since.get(release.getRound());
    if (cancelled != null) {
      require(
          place.at() <= cancelled + history.slackMs(),
          "task %s was released %d ms after the cancel of the batch had been obeyed",
          task.id,
          place.at() - cancelled);
    }
  }

  @Override
  void end(History history) {
    if (cancelled(history.closedRound(), history) && !history.whole(Topic.COMMAND)) {
      unseen("the oldest commands are gone: which tasks were cancelled alone is not known");
    }
    if (!history.whole(Topic.RELEASE)) {
      unseen("the oldest releases are gone");
    }
  }
}
