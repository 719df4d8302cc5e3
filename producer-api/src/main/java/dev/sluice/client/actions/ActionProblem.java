package dev.sluice.client.actions;

import java.util.Objects;

/**
 * One reason why an action was not performed.
 *
 * @param code for programs: one of {@link Code}, of {@link dev.sluice.client.BatchProblem.Code}, or
 *     the reason of a scheduler that refused a command; never renamed
 * @param place where in the arguments, like {@code tasks[3].timeout}; empty where it is none of
 *     them
 * @param message one line for people: what is wrong and what to do about it
 */
public record ActionProblem(String code, String place, String message) {

  /** What can be wrong with a call before it reaches a scheduler, and on the way there. */
  public enum Code {
    /** there is no such action */
    UNKNOWN_ACTION,
    /** the action is switched off here */
    NOT_ALLOWED,
    /** an argument that the action does not have */
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    /** a word, a duration or a time that is none */
    INVALID_VALUE,
    OUT_OF_RANGE,
    INVALID_ID,
    /** more or longer than an action takes */
    TOO_LARGE,
    /** a cursor of another query, or none at all */
    INVALID_CURSOR,
    BATCH_NOT_FOUND,
    TASK_NOT_FOUND,
    /** another batch has the id: one with other JSON, or one that takes no tasks here */
    BATCH_EXISTS,
    /** too many batches are open */
    TOO_MANY_OPEN,
    /** this server has no folder for exports */
    NO_EXPORT_FOLDER,
    EXPORT_TOO_LARGE,
    EXPORT_FAILED,
    BROKERS_UNREACHABLE,
    SCHEDULER_UNREACHABLE,
    TOPICS_NOT_READY,
    /** not every record was acknowledged */
    SUBMISSION_INCOMPLETE,
    /** the brokers refused, for example for want of rights */
    BROKERS_REFUSED,
    INTERNAL
  }

  public ActionProblem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(message, "message");
  }

  static ActionProblem of(Code code, String place, String message) {
    return new ActionProblem(code.name(), place, message);
  }
}
