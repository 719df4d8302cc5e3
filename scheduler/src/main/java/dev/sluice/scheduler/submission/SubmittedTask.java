package dev.sluice.scheduler.submission;

import dev.sluice.core.ledger.Event.Spawned;
import dev.sluice.core.ledger.Event.TaskSubmitted;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.CacheUse;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Submission;
import dev.sluice.scheduler.wire.Words;
import org.jspecify.annotations.Nullable;

/** A submission in the words of core. Says nothing about whether it is any good. */
public final class SubmittedTask {

  private SubmittedTask() {}

  /** The event of its arrival in a batch. */
  public static TaskSubmitted in(
      String batchId, long at, Submission submission, Priority priority) {
    var retry = new SubmittedRetry(submission.getRetry());
    return new TaskSubmitted(batchId, at, spec(submission, priority, retry.plan()), retry.flaw());
  }

  /**
   * A task that another one of this batch adds to it. The ledger gives it the priority of that one.
   */
  public static Spawned by(String batchId, Submission submission) {
    var retry = new SubmittedRetry(submission.getRetry());
    String flaw =
        submission.getBatchId().equals(batchId)
            ? retry.flaw()
            : "batchId must be that of the task that spawns it, " + batchId;
    return new Spawned(spec(submission, Priority.NORMAL, retry.plan()), flaw);
  }

  private static TaskSpec spec(
      Submission submission, Priority priority, @Nullable RetryPlan retry) {
    return new TaskSpec(
        submission.getTaskId(),
        submission.getName(),
        submission.getType(),
        new Content(Words.bytes(submission.getPayload()), submission.getContentType()),
        submission.getNeeds(),
        RunIf.valueOf(submission.getRunIf().name()),
        priority,
        submission.getTimeoutMs(),
        retry,
        submission.getPool(),
        submission.getGroup(),
        submission.getNotBefore(),
        CacheUse.of(submission.getCache(), submission.getCacheKey(), submission.getCacheTtlMs()),
        submission.getInputs(),
        submission.getHeaders(),
        submission.getAwaitOpen(),
        submission.getRemainingPath());
  }
}
