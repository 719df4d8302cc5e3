package dev.sluice.core.explain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a batch or a task is where it is.
 *
 * @param taskId null: this is about the batch
 * @param status the name of a {@link dev.sluice.core.task.TaskStatus} or {@link
 *     dev.sluice.core.task.BatchStatus}, or {@value #UNKNOWN}
 * @param cause for programs
 * @param text for people: one line, without the id and without a full stop
 */
public record Explanation(@Nullable String taskId, String status, Cause cause, String text) {

  /** The status of what was never submitted, as far as anybody knows. */
  public static final String UNKNOWN = "UNKNOWN";

  public Explanation {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(text, "text");
  }
}
