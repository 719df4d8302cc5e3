package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.BatchHandle;
import dev.sluice.client.Progress;
import dev.sluice.client.ResultOrder;
import dev.sluice.client.TaskResult;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code results}: a page of results, by task id. */
final class ListResults {

  private final ConnectedOnce client;
  private final MetBatches met;

  ListResults(ConnectedOnce client, MetBatches met) {
    this.client = client;
    this.met = met;
  }

  ObjectNode perform(ActionRequest.Results request) {
    ResultCursor from = ResultCursor.of(request);
    try (BatchHandle handle = client.client().batch(request.batch())) {
      Progress progress = handle.status();
      met.met(request.batch());
      List<TaskResult> page;
      try (Stream<TaskResult> results = handle.results(ResultOrder.UNORDERED)) {
        page =
            results
                .filter(result -> request.wants(result.status()))
                .filter(result -> from.isBefore(result.taskId()))
                .sorted(Comparator.comparing(TaskResult::taskId))
                .limit(request.limit() + 1L)
                .toList();
      }
      return answer(request, progress, page, from);
    }
  }

  /**
   * @param page with one more than was asked for if there is one
   */
  private static ObjectNode answer(
      ActionRequest.Results request, Progress progress, List<TaskResult> page, ResultCursor from) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("batch", request.batch());
    answer.put("batchStatus", progress.status().name());
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
