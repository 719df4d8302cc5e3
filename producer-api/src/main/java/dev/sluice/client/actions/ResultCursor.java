package dev.sluice.client.actions;

import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a page of results ended. Its text carries a check sum of the query that it belongs to, so
 * that it can't be mistaken for the cursor of another one; it grants nothing, so it is no secret.
 *
 * @param query the check sum
 * @param taskId the last task that was shown; empty before the first page
 */
record ResultCursor(String query, String taskId) {

  private static final int SUM_BYTES = 6;

  /**
   * Where the page that is asked for begins.
   *
   * @throws RefusedAction if the cursor is of another query, or none
   */
  static ResultCursor of(ActionRequest.Results request) {
    String query = sum(request.batch(), request.statuses());
    String text = request.cursor();
    if (text == null) {
      return new ResultCursor(query, "");
    }
    String decoded = decoded(text);
    int space = decoded.indexOf(' ');
    String taskId = decoded.substring(space + 1);
    if (space < 0 || !Ids.validTaskId(taskId) || !decoded.substring(0, space).equals(query)) {
      throw new RefusedAction(
          Code.INVALID_CURSOR,
          "cursor",
          "cursor: is none of this batch and these statuses; take it from the last answer of the"
              + " same query, or leave it out");
    }
    return new ResultCursor(query, taskId);
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String sum(String batch, Set<TaskStatus> statuses) {
    String query = String.join(" ", List.of(batch, new TreeSet<>(statuses).toString()));
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, SUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether a task comes after the page before. */
  boolean isBefore(String otherTaskId) {
    return taskId.compareTo(otherTaskId) < 0;
  }

  /** The cursor of the next page. */
  ResultCursor after(String lastTaskId) {
    return new ResultCursor(query, lastTaskId);
  }

  /** As callers get it. */
  String text() {
    String text = query + " " + taskId;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
