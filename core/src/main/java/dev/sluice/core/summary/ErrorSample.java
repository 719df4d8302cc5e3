package dev.sluice.core.summary;

import dev.sluice.core.task.TaskError;
import java.util.Objects;

/**
 * One error as a member of its group.
 *
 * @param fingerprint equal for errors that differ only in numbers, ids and paths
 * @param type the kind of error
 * @param message cut to {@link #MESSAGE_CHARS} characters
 */
public record ErrorSample(String fingerprint, String type, String message, String taskId) {

  static final int MESSAGE_CHARS = 300;

  public ErrorSample {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(taskId, "taskId");
    type = cut(type);
    message = cut(message);
  }

  static ErrorSample of(String taskId, TaskError error) {
    String message = Objects.requireNonNullElse(error.message(), "");
    return new ErrorSample(
        ErrorFingerprint.of(error.type(), message), error.type(), message, taskId);
  }

  /** Never ends in half a surrogate pair. */
  static String cut(String text) {
    if (text.length() <= MESSAGE_CHARS) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(MESSAGE_CHARS - 1))
            ? MESSAGE_CHARS - 1
            : MESSAGE_CHARS;
    return text.substring(0, end);
  }
}
