package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;
import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.task.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole batch as JSON describes it, with the same keys as in a batch file.
 *
 * @param id null: one is made up
 * @param steps what a builder is told of it, without its tasks
 */
record BatchDescription(
    @Nullable String id,
    @Nullable String name,
    ActionRequest.Begin begin,
    List<Consumer<BatchBuilder>> steps,
    List<TaskDescription> tasks) {

  /** More are for a file: {@code sluice submit FILE} takes a million. */
  static final int MOST_TASKS = 10_000;

  private static final Set<String> KEYS =
      TaskDescription.ordered(
          "batch",
          "name",
          "start",
          "priority",
          "mode",
          "maxParallel",
          "onFailure",
          "maxFailed",
          "timeout",
          "labels",
          "defaults",
          "tasks");

  BatchDescription {
    steps = List.copyOf(steps);
    tasks = List.copyOf(tasks);
  }

  /** Reads a batch; null after noting that this is none. */
  static @Nullable BatchDescription read(JsonNode node, FoundProblems problems) {
    Arguments batch = Arguments.of(node, "", KEYS, problems);
    if (batch == null) {
      return null;
    }
    List<Consumer<BatchBuilder>> steps = new ArrayList<>();
    with(batch.choice("priority", Words.PRIORITIES), BatchBuilder::priority, steps);
    with(batch.choice("onFailure", Words.ON_FAILURE), BatchBuilder::onFailure, steps);
    with(
        TimeArguments.duration(batch, "timeout", FieldLimits.LONGEST_BATCH),
        BatchBuilder::timeout,
        steps);
    with(batch.textMap("labels", FieldLimits.LABELS), BatchBuilder::labels, steps);
    mode(batch, steps);
    maxFailed(batch, steps);
    ActionRequest.Begin begin = batch.choice("start", Words.BEGINS);
    return new BatchDescription(
        IdArguments.batch(batch, "batch"),
        batch.text("name", FieldLimits.NAME_CHARS),
        begin == null ? ActionRequest.Begin.HELD : begin,
        steps,
        tasks(batch));
  }

  private static List<TaskDescription> tasks(Arguments batch) {
    TaskDescription defaults = TaskDescription.defaults(batch);
    if (!batch.has("tasks")) {
      batch
          .problems()
          .add(
              Code.MISSING_FIELD,
              "tasks",
              "is missing",
              "add for example \"tasks\": [{\"id\": \"a\", \"type\": \"noop\"}]");
    }
    List<JsonNode> nodes = batch.list("tasks", MOST_TASKS);
    List<TaskDescription> tasks = new ArrayList<>(nodes.size());
    for (int i = 0; i < nodes.size(); i++) {
      String place = "tasks[" + i + "]";
      TaskDescription task = TaskDescription.read(nodes.get(i), place, defaults, batch.problems());
      if (task != null) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private static void mode(Arguments batch, List<Consumer<BatchBuilder>> steps) {
    Mode mode = batch.choice("mode", Words.MODES);
    Long maxParallel = batch.whole("maxParallel", 1, Integer.MAX_VALUE);
    if (batch.has("maxParallel") && mode != Mode.PARALLEL) {
      batch
          .problems()
          .add(
              Code.INVALID_VALUE,
              "maxParallel",
              "stands without mode: parallel",
              "add \"mode\": \"parallel\"");
    }
    with(mode, BatchBuilder::mode, steps);
    if (maxParallel != null) {
      steps.add(builder -> builder.maxParallel(Math.toIntExact(maxParallel)));
    }
  }

  /** A count like 10, or a part like "5%". */
  private static void maxFailed(Arguments batch, List<Consumer<BatchBuilder>> steps) {
    JsonNode node = batch.node("maxFailed");
    if (node == null || node.isIntegralNumber()) {
      Long tasks = batch.whole("maxFailed", 0, 1_000_000);
      if (tasks != null) {
        steps.add(builder -> builder.maxFailed(tasks));
      }
      return;
    }
    String text = node.asText();
    if (node.isTextual() && text.matches("(100|[0-9]{1,2}(\\.[0-9]{1,3})?)%")) {
      double percent = Double.parseDouble(text.substring(0, text.length() - 1));
      steps.add(builder -> builder.maxFailedPercent(percent));
    } else {
      batch
          .problems()
          .add(
              Code.INVALID_VALUE,
              "maxFailed",
              "'" + Foreign.text(text) + "' is neither a count nor a part",
              "give a count like 10 or a part like \"5%\"");
    }
  }

  private static <T> void with(
      @Nullable T value, Step<T> step, List<Consumer<BatchBuilder>> steps) {
    if (value != null) {
      steps.add(builder -> step.tell(builder, value));
    }
  }

  /** A method of the builder. */
  @FunctionalInterface
  private interface Step<T> {
    BatchBuilder tell(BatchBuilder builder, T value);
  }

  /**
   * The batch.
   *
   * @param fingerprint what it is known by when it comes again under its id
   * @throws dev.sluice.client.InvalidBatchException with everything that no batch may contain
   */
  Batch build(String fingerprint) {
    BatchBuilder builder = Batch.named(name == null ? id == null ? "batch" : id : name);
    if (id != null) {
      builder.id(id);
    }
    if (begin == ActionRequest.Begin.HELD) {
      builder.held();
    }
    steps.forEach(step -> step.accept(builder));
    if (id != null) {
      builder.label(Fingerprint.LABEL, fingerprint);
    }
    tasks.forEach(task -> builder.task(task.id(), task::describe));
    return builder.build();
  }
}
