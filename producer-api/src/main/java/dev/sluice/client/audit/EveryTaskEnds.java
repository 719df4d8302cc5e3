package dev.sluice.client.audit;

/** Can only be judged once the batch has closed. */
final class EveryTaskEnds extends Guarantee {

  EveryTaskEnds() {
    super("each task that was accepted has a result in the round that closed");
  }

  @Override
  void end(History history) {
    int round = history.closedRound();
    if (round == 0) {
      long ended = history.tasks().stream().filter(task -> task.last != null).count();
      unseen(
          "the batch has not ended: %d of %d tasks have a result"
              .formatted(ended, history.tasks().size()));
      return;
    }
    if (history.clearing()) {
      unseen("the batch is being cleared, its results go one by one");
      return;
    }
    for (Topic topic : new Topic[] {Topic.SUBMISSION, Topic.REPORT}) {
      if (!history.whole(topic)) {
        unseen("the oldest " + topic.text() + " are gone, tasks in them are known by results only");
      }
    }
    History.Closing closing = history.closing(round);
    for (TaskTrace task : history.tasks()) {
      if (task.accepted() && !cameLate(task, closing, history)) {
        require(
            task.last != null && (task.last.round() >= round || !task.last.mayRunAgain()),
            "task %s has %s, and the batch closed round %d",
            task.id,
            task.last == null
                ? "no result"
                : task.last.status() + " of round " + task.last.round() + " as its last result",
            round);
      }
    }
  }

  /** Submitted when the batch had closed: the scheduler may not have refused it yet. */
  private static boolean cameLate(TaskTrace task, History.Closing closing, History history) {
    return task.last == null
        && !task.spawned
        && task.submittedAt > closing.at() - history.slackMs();
  }
}
