package dev.sluice.worker.execution;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import java.util.List;

/** How one attempt ended. */
public sealed interface AttemptOutcome {

  /** The same with an error message of at most so many characters, at least 2. */
  AttemptOutcome withMessageCut(int mostChars);

  /**
   * @param spawned tasks that the attempt adds to its batch
   */
  record Succeeded(Content output, List<TaskSpec> spawned) implements AttemptOutcome {

    @Override
    public AttemptOutcome withMessageCut(int mostChars) {
      return this;
    }
  }

  record Failed(FailureCode code, TaskError error) implements AttemptOutcome {

    @Override
    public AttemptOutcome withMessageCut(int mostChars) {
      String message = Failures.cut(error.message(), mostChars);
      return new Failed(code, new TaskError(error.type(), message, error.retryable()));
    }
  }

  /** Ended from outside, whether or not the handler noticed. */
  record Stopped(StopCause cause, String message) implements AttemptOutcome {

    @Override
    public AttemptOutcome withMessageCut(int mostChars) {
      return new Stopped(cause, Failures.cutText(message, mostChars));
    }
  }
}
