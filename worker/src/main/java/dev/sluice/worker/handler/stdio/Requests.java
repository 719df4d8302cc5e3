package dev.sluice.worker.handler.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.TaskContext;
import dev.sluice.worker.handler.TaskData;
import dev.sluice.worker.handler.TaskInput;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as the line of JSON that a program reads. */
final class Requests {

  private static final JsonMapper JSON = new JsonMapper();

  private Requests() {}

  /**
   * @param id which the answer may repeat
   */
  static byte[] line(TaskContext context, String id) throws NonRetryableException {
    ObjectNode task = JSON.createObjectNode();
    task.put("id", id);
    task.put("batchId", context.batchId());
    task.put("taskId", context.taskId());
    task.put("attempt", context.attempt());
    task.put("releaseNumber", context.releaseNumber());
    task.put("idempotencyKey", context.idempotencyKey());
    task.put("type", context.type());
    var payload = new TaskData("params", context.payload());
    if (payload.isEmpty() || json(context.contentType())) {
      task.set("params", payload.json());
    } else {
      task.put("payload", payload.bytes());
      task.put("contentType", context.contentType());
    }
    ObjectNode inputs = task.putObject("inputs");
    for (TaskInput input : context.inputs()) {
      input(input, inputs.putObject(input.taskId()));
    }
    ObjectNode headers = task.putObject("headers");
    context.headers().forEach(headers::put);
    task.put("deadline", context.deadline().map(Object::toString).orElse(null));
    task.set("details", details(context.lastDetails()));
    return task.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void input(TaskInput input, ObjectNode into) {
    into.put("status", input.status().name());
    if (input.output() == null) {
      return;
    }
    into.put("contentType", input.contentType());
    String type = input.contentType().toLowerCase(Locale.ROOT);
    JsonNode parsed = json(type) ? parsed(input.data()) : null;
    if (parsed != null) {
      into.set("output", parsed);
    } else if (type.startsWith("text/")) {
      into.put("output", input.text());
    } else {
      into.put("outputBase64", input.bytes());
    }
  }

  private static JsonNode details(Optional<TaskData> details) {
    JsonNode parsed = details.map(Requests::parsed).orElse(null);
    return parsed == null ? JSON.nullNode() : parsed;
  }

  /** Null where it is no JSON, whatever was said of it. */
  private static @Nullable JsonNode parsed(TaskData data) {
    try {
      return data.json();
    } catch (NonRetryableException e) {
      return null;
    }
  }

  private static boolean json(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
  }
}
