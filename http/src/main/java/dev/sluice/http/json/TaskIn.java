package dev.sluice.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;
import dev.sluice.client.TaskBuilder;
import dev.sluice.core.task.RunIf;
import dev.sluice.http.json.Complaints.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a task out of JSON: the keys of a batch file, and {@code text} and {@code headers}. */
final class TaskIn {

  private static final List<String> KEYS =
      List.of(
          "id",
          "name",
          "type",
          "params",
          "text",
          "needs",
          "runIf",
          "priority",
          "timeout",
          "retry",
          "pool",
          "group",
          "notBefore",
          "cache",
          "inputs",
          "headers");

  private final TaskDefaults defaults;
  private final BatchBuilder batch;
  private final TaskPlaces places;
  private final Complaints complaints;

  /**
   * @param batch to which the tasks are added
   * @param places to which is added where they stand
   */
  TaskIn(TaskDefaults defaults, BatchBuilder batch, TaskPlaces places, Complaints complaints) {
    this.defaults = defaults;
    this.batch = batch;
    this.places = places;
    this.complaints = complaints;
  }

  void read(JsonNode node, String place) {
    if (!(node instanceof ObjectNode object)) {
      complaints.add(Code.WRONG_TYPE, place, "has to be an object");
      places.unnamed();
      return;
    }
    Fields fields = Fields.of(object, place, KEYS, complaints);
    String id = fields.required("id", "give the task a text that no other task of the batch has");
    if (id == null) {
      places.unnamed();
      Batch.named("nothing").task("nobody", task -> describe(fields, task)); // to hear all of it
    } else {
      places.put(id, place);
      batch.task(id, task -> describe(fields, task));
    }
  }

  private void describe(Fields fields, TaskBuilder task) {
    TaskDefaults own = TaskDefaults.shared(fields);
    defaults.steps().forEach(step -> step.accept(task));
    own.steps().forEach(step -> step.accept(task));
    (fields.node("cache") == null ? defaults : own).cache().forEach(step -> step.accept(task));
    alone(fields, task);
  }

  private static void alone(Fields fields, TaskBuilder task) {
    fields.text("name", task::name);
    ObjectNode params = fields.object("params");
    if (params != null && fields.node("text") != null) {
      fields.complain(Code.INVALID_VALUE, "text", "can't stand beside params; give one of them");
    } else {
      fields.text("text", task::text);
    }
    if (params != null) {
      task.params(plain(params));
    }
    fields.texts("needs", task::needs);
    fields.choice("runIf", RunIf.class, task::runIf);
    fields.instant("notBefore", task::notBefore);
    task.inputs(fields.flag("inputs", true));
    fields.textMap("headers").forEach(task::header);
  }

  private static Map<String, @Nullable Object> plain(ObjectNode params) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    params.properties().forEach(one -> plain.put(one.getKey(), one.getValue()));
    return plain;
  }
}
