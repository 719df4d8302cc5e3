package dev.sluice.client.audit;

import dev.sluice.core.limits.Ids;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Retry;
import dev.sluice.records.RetryPolicy;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the topics have said of one batch, so far. Where an id was used before, that of the life
 * before counts for nothing but that its tasks were known.
 */
final class History {

  /** The broker's time and the content of the first summary that says that a round is over. */
  record Closing(long at, Summary summary) {}

  private final long slackMs;
  private final Map<String, TaskTrace> tasks = new LinkedHashMap<>();
  private final Map<String, String> words = new HashMap<>();
  private final Map<Integer, Closing> closings = new HashMap<>();
  private final Map<Topic, Long> beginnings = new EnumMap<>(Topic.class);
  private final Set<String> cancelledAlone = new HashSet<>();
  private @Nullable Summary summary;
  private long since = Long.MIN_VALUE;
  private boolean clearing;

  /**
   * @param slack by how much the brokers' times of two records in different partitions may be in
   *     the wrong order: that of a transaction and of their clocks
   */
  History(Duration slack) {
    this.slackMs = slack.toMillis();
  }

  long slackMs() {
    return slackMs;
  }

  Collection<TaskTrace> tasks() {
    return Collections.unmodifiableCollection(tasks.values());
  }

  TaskTrace task(String id) {
    return tasks.computeIfAbsent(id, TaskTrace::new);
  }

  /** The last summary of this life. */
  @Nullable Summary summary() {
    return summary;
  }

  @Nullable Closing closing(int round) {
    return closings.get(round);
  }

  /** The round that the batch has ended with; 0 while it has not. */
  int closedRound() {
    return summary != null && terminal(summary.getStatus()) ? summary.getRound() : 0;
  }

  /** Whether everything of this round is in the topics by now. */
  boolean settled(int round) {
    return round <= closedRound() && !clearing;
  }

  /** Whether a record is of an earlier life. */
  boolean ofEarlierLife(Place place) {
    return place.at() < since;
  }

  boolean usedBefore() {
    return since != Long.MIN_VALUE;
  }

  /** Its results are being deleted. */
  boolean clearing() {
    return clearing;
  }

  static boolean terminal(BatchStatus status) {
    return switch (status) {
      case SUCCEEDED, FAILED, CANCELLED, REJECTED -> true;
      case OPEN, RUNNING, PAUSED, UNKNOWN -> false;
    };
  }

  /** What was before this time is not in the topic any more. */
  void begins(Topic topic, long at) {
    beginnings.merge(topic, at, Math::max);
  }

  /** Whether the topic still has everything that is as old as the batch. */
  boolean whole(Topic topic) {
    Long beginning = beginnings.get(topic);
    return beginning == null
        || (summary != null && beginning < summary.getOpenedAt() / 1000 - slackMs);
  }

  void summarised(Place place, Summary next) {
    summary = next;
    if (terminal(next.getStatus())) {
      closings.putIfAbsent(next.getRound(), new Closing(place.at(), next));
    }
  }

  /** The batch was forgotten; what comes now is another one of this id. */
  void summaryForgotten(Place place) {
    summary = null;
    closings.clear();
    since = place.at();
  }

  /** A command is to cancel this task, and not the batch. */
  void cancelledAlone(String taskId) {
    cancelledAlone.add(taskId);
  }

  boolean wasCancelledAlone(TaskTrace task) {
    return cancelledAlone.contains(task.id);
  }

  void submitted(Place place, Submission submission) {
    TaskTrace task = task(submission.getTaskId());
    if (ofEarlierLife(place)) {
      task.knownEarlier = true;
      return;
    }
    task.submittedAt = task.submissions == 0 ? place.at() : Math.min(task.submittedAt, place.at());
    task.submissions++;
    describe(task, submission);
  }

  /** A submission of this task went to the dead letters. */
  void refused(Place place, String taskId) {
    if (!ofEarlierLife(place)) {
      task(taskId).refused++;
    }
  }

  private void describe(TaskTrace task, Submission submission) {
    TaskTrace[] needs =
        submission.getNeeds().stream().distinct().map(this::task).toArray(TaskTrace[]::new);
    int retries = retries(submission.getRetry());
    if (task.needs != null) {
      task.ambiguous |=
          !Set.of(task.needs).equals(Set.of(needs)) || task.runIf != submission.getRunIf();
      task.retries = Math.max(task.retries, retries);
    } else {
      task.needs = needs;
      task.runIf = submission.getRunIf();
      task.retries = retries;
    }
  }

  private static int retries(@Nullable Retry retry) {
    return retry == null || retry.getPolicy() == RetryPolicy.NONE ? 0 : retry.getMaxRetries();
  }

  void ended(Place place, TaskTrace task, Result result) {
    task.ended(
        new Outcome(
            result.getRound(),
            result.getStatus(),
            place.offset(),
            place.at(),
            result.getAttempts(),
            result.getCachedFrom() != null,
            result.getQueuedAt(),
            result.getStartedAt(),
            result.getFinishedAt(),
            word(result.getType()),
            result.getGroup() == null ? null : word(result.getGroup()),
            result.getWorker() == null ? null : word(result.getWorker()),
            result.getPriority()));
  }

  private String word(String word) {
    return words.computeIfAbsent(word, same -> same);
  }

  void resultForgotten(Place place, TaskTrace task) {
    task.forgotten();
    // Those of the life before go in the transaction that ends it, or earlier.
    clearing |= !usedBefore() || place.at() > since + slackMs;
  }

  void reported(Place place, Report report) {
    TaskTrace task = task(report.getTaskId());
    boolean ending = !report.getLeased() && report.getLostLease() == 0;
    boolean told = ending && tells(task.last, report);
    if (told && task.reportedRelease == 0) {
      task.reportedRelease = report.getReleaseNumber();
      task.reportedAt = place.at();
    }
    for (Submission added : report.getSpawned()) {
      TaskTrace child = task(added.getTaskId());
      child.claimed = true;
      child.spawned |=
          told
              && task.last != null
              && task.last.status() == TaskStatus.SUCCEEDED
              && Ids.validTaskId(child.id);
      describe(child, added);
    }
  }

  /** Whether a result is what this report led to. Only the ledger takes a result's time back. */
  private static boolean tells(@Nullable Outcome result, Report report) {
    return result != null
        && result.round() == report.getRound()
        && result.startedAt() == report.getStartedAt()
        && result.finishedAt() == Math.max(report.getStartedAt(), report.getFinishedAt())
        && (result.worker() == null || result.worker().equals(report.getWorkerId()))
        && (result.status() != TaskStatus.SUCCEEDED || report.getOutcome() == TaskStatus.SUCCEEDED);
  }
}
