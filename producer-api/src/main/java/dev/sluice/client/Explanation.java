package dev.sluice.client;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a batch or a task is where it is.
 *
 * @param taskId null: this is about the batch
 * @param status where it is: a batch's or a task's status, or the stage before its end, {@code
 *     PENDING}, {@code QUEUED}, {@code RELEASED} or {@code RUNNING}
 * @param code for programs, for example {@code WAITS_FOR_NEEDS}; new versions have new ones
 * @param text for people, in one line
 */
public record Explanation(
    String batchId, @Nullable String taskId, String status, String code, String text) {

  public Explanation {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(text, "text");
  }
}
