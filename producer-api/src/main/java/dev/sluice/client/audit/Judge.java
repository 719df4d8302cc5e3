package dev.sluice.client.audit;

import dev.sluice.records.Cancel;
import dev.sluice.records.Command;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records about one batch and says which guarantees they keep: a pure function of them.
 * Each partition's records come in its order, and the topics in that of the methods here: what
 * later ones are compared with comes first.
 */
final class Judge {

  private final String batchId;
  private final History history;
  private final List<Guarantee> guarantees =
      List.of(
          new OneResultPerTask(),
          new EveryTaskEnds(),
          new NothingInvented(),
          new StartedOnlyAfterNeeds(),
          new StartedOnlyAfterRelease(),
          new ReleasedUnderItsOwnNumber(),
          new AttemptsWithinPlan(),
          new CountsAddUp(),
          new ClosedOnce(),
          new NothingAfterTheEnd(),
          new NothingReleasedAfterCancel());

  private boolean commanded;
  private long undecodable;

  /**
   * @param slack how far the brokers' times of records in different partitions can be off
   */
  Judge(String batchId, Duration slack) {
    this.batchId = batchId;
    this.history = new History(slack);
  }

  /** A topic that forgets has nothing from before this time, in milliseconds. */
  void begins(Topic topic, long at) {
    history.begins(topic, at);
  }

  /** A record that can't be read. */
  void undecodable() {
    undecodable++;
  }

  /**
   * @param summary null: it was forgotten
   */
  void summary(Place place, @Nullable Summary summary) {
    if (summary == null) {
      history.summaryForgotten(place);
    } else {
      guarantees.forEach(each -> each.summary(summary, history));
      history.summarised(place, summary);
    }
  }

  void command(Place place, Command command) {
    if (!history.ofEarlierLife(place)) {
      commanded = true;
      if (command.getAction() instanceof Cancel cancel && cancel.getTaskId() != null) {
        history.cancelledAlone(cancel.getTaskId());
      }
    }
  }

  void submission(Place place, Submission submission) {
    history.submitted(place, submission);
  }

  /** A submission that was refused. */
  void deadLetter(Place place, Submission submission) {
    history.refused(place, submission.getTaskId());
  }

  /**
   * @param result null: it was forgotten
   */
  void result(Place place, String taskId, @Nullable Result result) {
    TaskTrace task = history.task(taskId);
    if (result == null) {
      history.resultForgotten(place, task);
    } else {
      guarantees.forEach(each -> each.result(place, task, result, history));
      history.ended(place, task, result);
    }
  }

  void report(Place place, Report report) {
    if (!history.ofEarlierLife(place)) {
      history.reported(place, report);
    }
  }

  void release(Place place, Release release) {
    if (!history.ofEarlierLife(place)) {
      TaskTrace task = history.task(release.getTaskId());
      guarantees.forEach(each -> each.release(place, task, release, history));
      task.released(release.getReleaseNumber());
    }
  }

  /** Whether the records speak of a batch that is there. */
  boolean found() {
    return history.summary() != null
        || commanded
        || history.tasks().stream().anyMatch(task -> task.submissions > 0 || task.last != null);
  }

  /** The judgement about all records. */
  Audit audit() {
    guarantees.forEach(each -> each.end(history));
    List<String> notes = new ArrayList<>();
    if (history.usedBefore()) {
      notes.add("the batch's id was used before: what is older than its clearing is left out");
    }
    if (undecodable > 0) {
      notes.add(undecodable + " records in its partitions can't be decoded and were left out");
    }
    Summary summary = history.summary();
    return new Audit(
        batchId,
        summary == null ? null : summary.getStatus().name(),
        (int) history.tasks().stream().filter(TaskTrace::present).count(),
        guarantees.stream().map(Guarantee::verdict).toList(),
        notes);
  }
}
