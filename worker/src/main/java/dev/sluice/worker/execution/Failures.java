package dev.sluice.worker.execution;

import dev.sluice.core.task.TaskError;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.RetryAfterException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a handler threw, as the error of an attempt. */
final class Failures {

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private Failures() {}

  static AttemptOutcome.Failed of(FailureCode code, String message) {
    return new AttemptOutcome.Failed(code, new TaskError(code.name(), message, false));
  }

  static AttemptOutcome.Failed thrown(Throwable thrown, int mostChars) {
    boolean retryable = !(thrown instanceof NonRetryableException);
    return new AttemptOutcome.Failed(
        FailureCode.HANDLER_ERROR,
        new TaskError(thrown.getClass().getName(), message(thrown, mostChars), retryable),
        notBefore(thrown));
  }

  private static Duration notBefore(Throwable thrown) {
    if (!(thrown instanceof RetryAfterException asked) || asked.retryAfter().isNegative()) {
      return Duration.ZERO;
    }
    Duration wait = asked.retryAfter();
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static @Nullable String message(Throwable thrown, int mostChars) {
    try {
      return cut(thrown.getMessage(), mostChars);
    } catch (RuntimeException | StackOverflowError e) {
      return "its message can't be read: " + e.getClass().getName();
    }
  }

  static @Nullable String cut(@Nullable String text, int mostChars) {
    return text == null ? null : cutText(text, mostChars);
  }

  static String cutText(String text, int mostChars) {
    if (text.length() <= mostChars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(mostChars - 2)) ? mostChars - 2 : mostChars - 1;
    return text.substring(0, end) + "…";
  }
}
