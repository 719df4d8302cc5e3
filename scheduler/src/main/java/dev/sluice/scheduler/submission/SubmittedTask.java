package dev.sluice.scheduler.submission;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Submission;
import dev.sluice.scheduler.wire.Words;

/** A submission in the words of core. Says nothing about whether it is any good. */
public final class SubmittedTask {

  private SubmittedTask() {}

  public static TaskSpec of(Submission submission, Priority priority) {
    return new TaskSpec(
        submission.getTaskId(),
        submission.getName(),
        submission.getType(),
        new Content(Words.bytes(submission.getPayload()), submission.getContentType()),
        submission.getNeeds(),
        RunIf.valueOf(submission.getRunIf().name()),
        priority,
        submission.getTimeoutMs(),
        SubmittedRetry.of(submission.getRetry()),
        submission.getPool(),
        submission.getGroup(),
        submission.getNotBefore(),
        submission.getCacheKey(),
        submission.getInputs(),
        submission.getHeaders(),
        submission.getAwaitOpen());
  }
}
