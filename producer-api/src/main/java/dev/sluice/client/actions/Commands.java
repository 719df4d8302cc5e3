package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.CommandAnswer;
import dev.sluice.client.actions.ActionProblem.Code;
import java.util.List;
import java.util.OptionalLong;

/** {@code start}, {@code stop}, {@code clear} and {@code cancel}: what a scheduler answers. */
final class Commands {

  private final ConnectedOnce client;
  private final OpenBatches open;
  private final MetBatches met;
  private final RecentSubmissions recent;

  Commands(ConnectedOnce client, OpenBatches open, MetBatches met, RecentSubmissions recent) {
    this.client = client;
    this.open = open;
    this.met = met;
    this.recent = recent;
  }

  /** Seals a batch that is open here, and starts it. */
  ObjectNode start(ActionRequest.Start request) {
    String batch = request.batch();
    OptionalLong tasks = open.tasks(batch);
    if (tasks.isPresent() && request.tasks() != null && request.tasks() != tasks.getAsLong()) {
      throw new RefusedAction(
          Code.OUT_OF_RANGE,
          "tasks",
          "tasks: is %d, but %d were added here; add the missing ones or leave it out"
              .formatted(request.tasks(), tasks.getAsLong()));
    }
    OptionalLong sealed = open.seal(batch);
    if (sealed.isEmpty() && request.tasks() != null) {
      answered(client.client().seal(batch, request.tasks()));
    }
    ObjectNode body = answered(client.client().start(batch));
    sealed.ifPresent(count -> body.put("tasks", count));
    met.met(batch);
    return body;
  }

  ObjectNode stop(ActionRequest.Stop request) {
    ObjectNode body = answered(client.client().pause(request.batch()));
    met.met(request.batch());
    return body;
  }

  ObjectNode clear(ActionRequest.Clear request) {
    recent.forget(request.batch());
    ObjectNode body = answered(client.client().clear(request.batch()));
    met.forgotten(request.batch());
    return body;
  }

  ObjectNode cancel(ActionRequest.Cancel request) {
    String task = request.task();
    if (task != null) {
      ObjectNode body =
          answered(client.client().cancelTask(request.batch(), task, request.reason()));
      return body.put("task", task);
    }
    ObjectNode body = answered(client.client().cancel(request.batch(), request.reason()));
    open.forget(request.batch());
    met.met(request.batch());
    return body;
  }

  private static ObjectNode answered(CommandAnswer answer) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("batch", answer.batchId());
    return switch (answer) {
      case CommandAnswer.Done done -> body.put("outcome", "DONE");
      case CommandAnswer.NothingToDo nothing when nothing.reason().equals("UNKNOWN_BATCH") ->
          throw new RefusedAction(
              Code.BATCH_NOT_FOUND,
              "batch",
              "batch: nothing is recorded about " + nothing.batchId() + "; check the id");
      case CommandAnswer.NothingToDo nothing when nothing.reason().equals("UNKNOWN_TASK") ->
          throw new RefusedAction(
              Code.TASK_NOT_FOUND,
              "task",
              "task: batch " + nothing.batchId() + " has no such task; check the id");
      case CommandAnswer.NothingToDo nothing ->
          body.put("outcome", "NOTHING_TO_DO").put("reason", nothing.reason());
      case CommandAnswer.Refused refused ->
          throw new RefusedAction(
              List.of(new ActionProblem(refused.reason(), "batch", refused.detail())));
    };
  }
}
