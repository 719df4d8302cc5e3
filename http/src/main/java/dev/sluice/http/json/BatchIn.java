package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import java.util.List;

/** Reads a batch out of JSON: the keys of a batch file, and {@code held}. */
public final class BatchIn {

  private static final List<String> KEYS =
      List.of(
          "name",
          "id",
          "labels",
          "priority",
          "mode",
          "maxParallel",
          "onFailure",
          "maxFailed",
          "timeout",
          "held",
          "defaults",
          "tasks");

  private BatchIn() {}

  /**
   * The batch that an object describes; what is wrong with it is told when it is built.
   *
   * @throws RuntimeException that ends the request, for the first member that can't be used
   */
  public static BatchBuilder read(ObjectNode object) {
    Fields fields = Fields.of(object, "", KEYS);
    JsonNode name = fields.node("name");
    if (name == null || !name.isTextual()) {
      throw Fields.refused("/name", "has to be a text");
    }
    BatchBuilder batch = Batch.named(name.textValue());
    fields.text("id", batch::id);
    fields.textMap("labels").forEach(batch::label);
    fields.choice("priority", Priority.class, batch::priority);
    fields.choice("mode", Mode.class, batch::mode);
    fields.whole(
        "maxParallel", 1, Integer.MAX_VALUE, most -> batch.maxParallel(Math.toIntExact(most)));
    fields.choice("onFailure", OnFailure.class, batch::onFailure);
    fields.duration("timeout", batch::timeout);
    maxFailed(fields, batch);
    if (fields.flag("held", false)) {
      batch.held();
    }
    tasks(fields, batch);
    return batch;
  }

  private static void maxFailed(Fields fields, BatchBuilder batch) {
    JsonNode node = fields.node("maxFailed");
    if (node == null || !node.isTextual()) {
      fields.whole("maxFailed", 0, 1_000_000, batch::maxFailed);
      return;
    }
    String text = node.textValue();
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%")) {
      throw Fields.refused("/maxFailed", "has to be a number like 10 or a part like \"5%\"");
    }
    batch.maxFailedPercent(Double.parseDouble(text.substring(0, text.length() - 1)));
  }

  private static void tasks(Fields fields, BatchBuilder batch) {
    JsonNode tasks = fields.node("tasks");
    if (tasks == null || !tasks.isArray() || tasks.isEmpty()) {
      throw Fields.refused("/tasks", "has to be a list of at least one task");
    }
    ObjectNode defaults = fields.object("defaults");
    int number = 0;
    for (JsonNode task : tasks) {
      String place = "/tasks/" + number++;
      if (!(task instanceof ObjectNode object)) {
        throw Fields.refused(place, "has to be an object");
      }
      TaskIn.read(object, place, defaults, batch);
    }
  }
}
