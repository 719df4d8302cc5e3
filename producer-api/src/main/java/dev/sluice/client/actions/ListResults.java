package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import java.util.List;

/** {@code results}: a page of results, by task id. */
final class ListResults {

  private final ResultSource source;
  private final MetBatches met;

  ListResults(ResultSource source, MetBatches met) {
    this.source = source;
    this.met = met;
  }

  ObjectNode perform(ActionRequest.Results request) {
    ResultCursor from = ResultCursor.of(request);
    try (ResultSource.Found found = source.find(request.batch())) {
      met.met(request.batch());
      var page = new FirstById(request.limit() + 1);
      found
          .results()
          .filter(result -> request.wants(result.status()))
          .filter(result -> from.isBefore(result.taskId()))
          .forEach(page);
      return answer(request, found.status(), page.inOrder(), from);
    }
  }

  /**
   * @param page with one more than was asked for if there is one
   */
  private static ObjectNode answer(
      ActionRequest.Results request, BatchStatus status, List<TaskResult> page, ResultCursor from) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("batch", request.batch());
    answer.put("batchStatus", status.name());
    Untrusted.mark(
        answer, "results[].output", "results[].error", "results[].type", "results[].group");
    List<TaskResult> shown = page.subList(0, Math.min(page.size(), request.limit()));
    ArrayNode results = answer.putArray("results");
    shown.forEach(result -> results.add(ResultJson.of(result, request.outputChars())));
    boolean more = page.size() > shown.size();
    answer.put("cursor", more ? from.after(shown.getLast().taskId()).text() : null);
    return answer;
  }
}
