package dev.sluice.worker.execution;

import dev.sluice.core.task.Content;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
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

  /**
   * @param notBefore how long the handler wants no other attempt; zero where it says nothing
   */
  record Failed(FailureCode code, TaskError error, Duration notBefore) implements AttemptOutcome {

    public Failed(FailureCode code, TaskError error) {
      this(code, error, Duration.ZERO);
    }

    @Override
    public AttemptOutcome withMessageCut(int mostChars) {
      String message = Failures.cut(error.message(), mostChars);
      return new Failed(code, new TaskError(error.type(), message, error.retryable()), notBefore);
    }
  }

  /**
   * Never began: its type's limits let it begin elsewhere or later.
   *
   * @param after not before this time has passed
   */
  record Deferred(Duration after) implements AttemptOutcome {

    @Override
    public AttemptOutcome withMessageCut(int mostChars) {
      return this;
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
