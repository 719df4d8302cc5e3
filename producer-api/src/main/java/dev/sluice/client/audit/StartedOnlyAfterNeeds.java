package dev.sluice.client.audit;

import dev.sluice.records.Input;
import dev.sluice.records.Release;
import dev.sluice.records.RunIf;
import dev.sluice.records.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Three proofs. Two need no clock: a release says itself how each need had ended, which has to be
 * what the result topic says; and a task's result is behind those of its needs in the one partition
 * that has them all. The third is the brokers' time of release and results, which may be off by the
 * length of a transaction, because a result and the release that follows from it may share one.
 */
final class StartedOnlyAfterNeeds extends Guarantee {

  StartedOnlyAfterNeeds() {
    super(
        "a task is released, run or taken from the cache only after its needs have ended as its runIf asks");
  }

  @Override
  void release(Place place, TaskTrace task, Release release, History history) {
    if (task.needs == null || task.ambiguous) {
      return; // told at the end
    }
    Map<String, TaskStatus> said = new HashMap<>();
    for (Input input : release.getInputs()) {
      said.put(input.getTaskId(), input.getStatus());
    }
    List<TaskStatus> statuses = new ArrayList<>();
    for (TaskTrace need : task.needs) {
      TaskStatus told = said.get(need.id);
      require(
          told != null,
          "release %d of task %s does not say how its need %s had ended",
          release.getReleaseNumber(),
          task.id,
          need.id);
      Outcome recorded = need.asOf(release.getRound());
      if (recorded == null) {
        missing(task, need, release.getRound(), history);
      } else {
        compare(place, task, release, need, recorded, told, history);
      }
      if (told != null) {
        statuses.add(told);
      }
    }
    require(
        allows(task.runIf, statuses) || statuses.size() < task.needs.length,
        "release %d of task %s: it runs on %s, and its needs ended %s",
        release.getReleaseNumber(),
        task.id,
        task.runIf,
        statuses);
  }

  private void compare(
      Place place,
      TaskTrace task,
      Release release,
      TaskTrace need,
      Outcome recorded,
      @Nullable TaskStatus told,
      History history) {
    require(
        told == null || told == recorded.status(),
        "release %d of task %s says that its need %s ended %s, the result says %s",
        release.getReleaseNumber(),
        task.id,
        need.id,
        told,
        recorded.status());
    require(
        place.at() + history.slackMs() >= recorded.at(),
        "release %d of task %s is %d ms older than the result of its need %s",
        release.getReleaseNumber(),
        task.id,
        recorded.at() - place.at(),
        need.id);
  }

  private void missing(TaskTrace task, TaskTrace need, int round, History history) {
    if (need.last != null) {
      unseen("results of earlier rounds are compacted away");
    } else if (history.settled(round)) {
      require(false, "task %s was released, and its need %s has no result", task.id, need.id);
    } else {
      unseen("the batch has not ended: what is on its way can't be compared yet");
    }
  }

  @Override
  void end(History history) {
    if (!history.whole(Topic.SUBMISSION) || !history.whole(Topic.REPORT)) {
      unseen("the oldest submissions are gone, and with them what tasks needed");
    }
    if (!history.whole(Topic.RELEASE)) {
      unseen("the oldest releases are gone");
    }
    if (history.clearing()) {
      unseen("the batch is being cleared, its results go one by one");
      return;
    }
    for (TaskTrace task : history.tasks()) {
      if (task.ambiguous) {
        unseen("task " + task.id + " was submitted twice with other needs, one is refused");
      } else if (task.needs != null) {
        task.outcomes().forEach(outcome -> judge(task, task.needs, outcome));
      }
    }
  }

  private void judge(TaskTrace task, TaskTrace[] needs, Outcome outcome) {
    List<TaskStatus> statuses = new ArrayList<>();
    for (TaskTrace need : needs) {
      Outcome ended = need.asOf(outcome.round());
      if (ended != null) {
        statuses.add(ended.status());
      }
      if (outcome.ran() || outcome.cached()) {
        require(
            ended == null ? need.last != null : ended.offset() < outcome.offset(),
            "task %s ended %s at offset %d, and its need %s %s",
            task.id,
            outcome.status(),
            outcome.offset(),
            need.id,
            ended == null ? "has no result" : "only at " + ended.offset());
      }
    }
    boolean complete = statuses.size() == needs.length;
    if (complete && (outcome.ran() || outcome.cached())) {
      require(
          allows(task.runIf, statuses),
          "task %s ran on %s, and its needs ended %s",
          task.id,
          task.runIf,
          statuses);
    }
    if (complete && outcome.status() == TaskStatus.SKIPPED) {
      require(
          !allows(task.runIf, statuses),
          "task %s was skipped: it runs on %s, and its needs ended %s",
          task.id,
          task.runIf,
          statuses);
    }
  }

  private static boolean allows(RunIf runIf, List<TaskStatus> needs) {
    return switch (runIf) {
      case SUCCESS -> needs.stream().allMatch(status -> status == TaskStatus.SUCCEEDED);
      case FAILURE -> needs.stream().anyMatch(status -> status != TaskStatus.SUCCEEDED);
      case ALWAYS -> true;
    };
  }
}
