package dev.sluice.client.audit;

import dev.sluice.records.Result;

/**
 * Exact: the results of a batch are in one partition, in the order of decisions. Compaction may
 * have removed results that later ones of the task replaced; a second one of the round that was
 * folded then shows in {@link CountsAddUp}.
 */
final class OneResultPerTask extends Guarantee {

  OneResultPerTask() {
    super("each task has one result a round, and none after it succeeded");
  }

  @Override
  void result(Place place, TaskTrace task, Result result, History history) {
    Outcome before = task.last;
    if (before == null) {
      require(result.getRound() > 0, "task %s has a result of no round", task.id);
      return;
    }
    require(
        result.getRound() != before.round(),
        "task %s has two results in round %d, %s at offset %d and %s at %d",
        task.id,
        before.round(),
        before.status(),
        before.offset(),
        result.getStatus(),
        place.offset());
    require(
        result.getRound() >= before.round(),
        "task %s has a result of round %d at offset %d, after one of round %d",
        task.id,
        result.getRound(),
        place.offset(),
        before.round());
    require(
        result.getRound() <= before.round() || before.mayRunAgain(),
        "task %s ended %s in round %d and again in round %d",
        task.id,
        before.status(),
        before.round(),
        result.getRound());
  }
}
