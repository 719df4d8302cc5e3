package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;

/** {@code add_batch}: a whole batch. */
final class AddBatch {

  private final ConnectedOnce client;
  private final OpenBatches open;
  private final MetBatches met;

  AddBatch(ConnectedOnce client, OpenBatches open, MetBatches met) {
    this.client = client;
    this.open = open;
    this.met = met;
  }

  ObjectNode perform(ActionRequest.AddBatch request) {
    Batch batch = request.batch().build();
    open.refuseOpen(batch.id());
    boolean held = request.batch().begin() == ActionRequest.Begin.HELD;
    boolean knownBefore;
    try (BatchHandle handle = client.client().submit(batch, ignored -> {})) {
      knownBefore = !batch.idGenerated() && handle.knownBefore();
    }
    met.submitted(batch.id());
    return JsonNodeFactory.instance
        .objectNode()
        .put("batch", batch.id())
        .put("tasks", batch.tasks().size())
        .put("held", held)
        .put("knownBefore", knownBefore)
        .put("next", held ? "start" : "status");
  }
}
