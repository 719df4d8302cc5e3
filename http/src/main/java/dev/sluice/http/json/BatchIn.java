package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;
import dev.sluice.client.InvalidBatchException;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.http.json.Complaints.Code;
import java.util.List;
import java.util.function.Consumer;

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

  private static final String TASKS = "tasks";

  private final Complaints complaints = new Complaints();
  private final TaskPlaces places = new TaskPlaces();
  private final Fields fields;
  private final BatchBuilder batch;

  private BatchIn(ObjectNode object) {
    this.fields = Fields.of(object, "", KEYS, complaints);
    this.batch = Batch.named(name());
  }

  /** The batch that an object describes; what is wrong with it is told when it is built. */
  public static BatchIn read(ObjectNode object) {
    var read = new BatchIn(object);
    read.options();
    read.tasks();
    return read;
  }

  /**
   * The batch.
   *
   * @param more what is to be said of it that does not stand in the JSON
   * @throws RuntimeException that ends the request, with all that is wrong
   */
  public Batch build(Consumer<BatchBuilder> more) {
    more.accept(batch);
    if (complaints.count() == 0) {
      try {
        return batch.build();
      } catch (InvalidBatchException e) {
        complaints.addBroken(e.problems(), places);
      }
    } else {
      complaints.addBroken(batch.problems(), places);
    }
    throw complaints.refusal();
  }

  /** One without a name is called as its id. */
  private String name() {
    String[] name = {"batch"};
    JsonNode id = fields.node("id");
    if (id != null && id.isTextual()) {
      name[0] = id.textValue();
    }
    fields.text("name", text -> name[0] = text);
    return name[0];
  }

  private void options() {
    fields.text("id", batch::id);
    fields.textMap("labels").forEach(batch::label);
    fields.choice("priority", Priority.class, batch::priority);
    fields.choice("mode", Mode.class, batch::mode);
    fields.whole(
        "maxParallel", 1, Integer.MAX_VALUE, most -> batch.maxParallel(Math.toIntExact(most)));
    fields.choice("onFailure", OnFailure.class, batch::onFailure);
    fields.duration("timeout", batch::timeout);
    maxFailed();
    if (fields.flag("held", false)) {
      batch.held();
    }
  }

  private void maxFailed() {
    JsonNode node = fields.node("maxFailed");
    if (node == null || !node.isTextual()) {
      fields.whole("maxFailed", 0, 1_000_000, batch::maxFailed);
      return;
    }
    String text = node.textValue();
    if (text.matches("[0-9]{1,3}(\\.[0-9]{1,6})?%")) {
      batch.maxFailedPercent(Double.parseDouble(text.substring(0, text.length() - 1)));
    } else {
      fields.complain(
          Code.INVALID_VALUE, "maxFailed", "has to be a number like 10 or a part like \"5%\"");
    }
  }

  private void tasks() {
    ObjectNode object = fields.object("defaults");
    TaskDefaults defaults =
        object == null ? TaskDefaults.NONE : TaskDefaults.read(object, complaints);
    JsonNode tasks = fields.node(TASKS);
    if (tasks == null) {
      fields.complain(
          Code.MISSING_FIELD,
          TASKS,
          "is missing; add for example \"tasks\": [{\"id\": \"a\", \"type\": \"noop\"}]");
      return;
    }
    if (!tasks.isArray() || tasks.isEmpty()) {
      fields.complain(Code.WRONG_TYPE, TASKS, "has to be a list of at least one task");
      return;
    }
    var reader = new TaskIn(defaults, batch, places, complaints);
    int number = 0;
    for (JsonNode task : tasks) {
      reader.read(task, fields.at(TASKS) + "/" + number++);
    }
  }
}
