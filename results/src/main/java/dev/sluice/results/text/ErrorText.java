package dev.sluice.results.text;

import dev.sluice.core.task.TaskError;
import org.jspecify.annotations.Nullable;

/** Errors of tasks for people: each thing once, and what to do where that is certain. */
public final class ErrorText {

  private static final String OF_HANDLER = "HANDLER_ERROR";
  private static final String BUILT_IN = "dev.sluice.worker.handler.";

  private ErrorText() {}

  /**
   * Why a task did not succeed: the reason's code, then the error. The code of a plain failure of a
   * handler is left out, because its error says more.
   */
  public static String of(@Nullable String reason, @Nullable TaskError error) {
    if (error == null) {
      return reason == null ? "" : withRemedy(reason, reason);
    }
    boolean said = reason == null || reason.equals(OF_HANDLER) || reason.equals(error.type());
    String text = alone(error.type(), error.message());
    return said ? text : reason + ": " + text;
  }

  /**
   * An error without its reason: {@code CODE: message}, for exceptions the simple name of the
   * class, and for those of the built-in handlers, whose messages are whole sentences, the message
   * alone.
   */
  public static String alone(String type, @Nullable String message) {
    String name = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    String text =
        message == null || message.isBlank()
            ? name
            : type.startsWith(BUILT_IN) ? message : name + ": " + message;
    return withRemedy(type, text);
  }

  private static String withRemedy(String code, String text) {
    return code.equals("UNKNOWN_POOL") ? text + "; set sluice.pools of the scheduler" : text;
  }
}
