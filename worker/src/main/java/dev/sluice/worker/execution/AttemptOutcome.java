package dev.sluice.worker.execution;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;

/** How one attempt ended. */
public sealed interface AttemptOutcome {

  record Succeeded(Content output) implements AttemptOutcome {}

  record Failed(FailureCode code, TaskError error) implements AttemptOutcome {}

  /** Ended from outside, whether or not the handler noticed. */
  record Stopped(StopCause cause, String message) implements AttemptOutcome {}
}
