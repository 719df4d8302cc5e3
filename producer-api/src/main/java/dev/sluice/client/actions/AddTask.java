package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code add}: one task for a batch that is open. */
final class AddTask {

  private final OpenBatches open;
  private final MetBatches met;

  AddTask(OpenBatches open, MetBatches met) {
    this.open = open;
    this.met = met;
  }

  ObjectNode perform(ActionRequest.Add request) {
    long tasks = open.add(request.batch(), request.name(), request.task());
    met.submitted(request.batch());
    return JsonNodeFactory.instance
        .objectNode()
        .put("batch", request.batch())
        .put("task", request.task().id())
        .put("tasks", tasks)
        .put("next", "add more tasks, then start");
  }
}
