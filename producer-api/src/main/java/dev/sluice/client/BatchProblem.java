package dev.sluice.client;

import java.util.Objects;

/**
 * One reason why a batch can't be submitted.
 *
 * @param code what kind of problem it is, for programs
 * @param taskId the task it is about, empty for the batch itself
 * @param message one line for people: the place, what is wrong and what to do about it
 */
public record BatchProblem(Code code, String taskId, String message) {

  /** The kinds of problems. Never renamed; the scheduler uses the same words for rejected tasks. */
  public enum Code {
    /** the batch has no tasks */
    EMPTY_BATCH,
    /** more tasks than a batch may have */
    BATCH_TOO_LARGE,
    /** an id outside the published set of characters or longer than 200 */
    INVALID_ID,
    /** two tasks of the same id */
    DUPLICATE_TASK,
    /** a task needs itself */
    SELF_NEED,
    /** a task needs one that is not in the batch */
    UNKNOWN_NEED,
    /** tasks wait for each other */
    CYCLE,
    /** more needs than a task may have */
    TOO_MANY_NEEDS,
    /** a parameter uses the output of a task that is not among the needs */
    UNKNOWN_INPUT,
    /** more payload bytes than a task may have */
    PAYLOAD_TOO_LARGE,
    /** more headers, or more bytes in them, than a task may have */
    TOO_MANY_HEADERS,
    /** a field outside its range */
    INVALID_FIELD,
    /** text that is no valid Unicode */
    INVALID_ENCODING,
    /** there are more problems than are listed */
    MORE_PROBLEMS
  }

  public BatchProblem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return message;
  }
}
