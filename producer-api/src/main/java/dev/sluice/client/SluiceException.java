package dev.sluice.client;

import org.jspecify.annotations.Nullable;

/** The root of what the client throws. The message is one line that says what to do next. */
public abstract sealed class SluiceException extends RuntimeException
    permits AwaitTimeoutException,
        BatchNotFoundException,
        BrokerUnreachableException,
        InvalidBatchException,
        SchedulerUnreachableException,
        SubmissionFailedException,
        TaskNotFoundException,
        TopicsNotReadyException {

  private static final long serialVersionUID = 1L;

  SluiceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
