package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.client.TaskBuilder;
import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.retry.RetryPlan;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A task as JSON describes it, with the same keys as in a batch file.
 *
 * @param typed whether it says its type
 * @param steps what a builder is told of it
 */
record TaskDescription(String id, boolean typed, List<Consumer<TaskBuilder>> steps) {

  private static final Set<String> COMMON =
      ordered("type", "priority", "timeout", "retry", "pool", "group", "cache");
  private static final Set<String> KEYS =
      ordered(
          "id",
          "type",
          "name",
          "params",
          "needs",
          "runIf",
          "priority",
          "timeout",
          "retry",
          "pool",
          "group",
          "notBefore",
          "cache",
          "inputs");

  TaskDescription {
    steps = List.copyOf(steps);
  }

  /** What holds for every task that does not say otherwise. */
  static final TaskDescription NO_DEFAULTS = new TaskDescription("", false, List.of());

  /** Reads the defaults of a batch: a task without what only one task can have. */
  static TaskDescription defaults(Arguments batch) {
    Arguments arguments = batch.arguments("defaults", COMMON);
    if (arguments == null) {
      return NO_DEFAULTS;
    }
    List<Consumer<TaskBuilder>> steps = new ArrayList<>();
    common(arguments, steps);
    return new TaskDescription("", arguments.has("type"), steps);
  }

  /** Reads a task; null after noting what is wrong. */
  static @Nullable TaskDescription read(
      JsonNode node, String place, TaskDescription defaults, FoundProblems problems) {
    Arguments task = Arguments.of(node, place, KEYS, problems);
    if (task == null) {
      return null;
    }
    List<Consumer<TaskBuilder>> steps = new ArrayList<>(defaults.steps);
    String id = IdArguments.ofTask(task);
    boolean typed = task.has("type") || defaults.typed;
    if (!typed) {
      problems.add(
          Code.MISSING_FIELD,
          task.place("type"),
          "is missing",
          "add for example \"type\": \"noop\"");
    }
    common(task, steps);
    with(task.text("name", FieldLimits.NAME_CHARS), TaskBuilder::name, steps);
    with(params(task), TaskBuilder::params, steps);
    with(task.texts("needs", Limits.DEFAULT.needsPerTask()), TaskBuilder::needs, steps);
    with(task.choice("runIf", Words.RUN_IF), TaskBuilder::runIf, steps);
    with(notBefore(task), TaskBuilder::notBefore, steps);
    with(task.flag("inputs"), TaskBuilder::inputs, steps);
    return new TaskDescription(id, typed, steps);
  }

  private static void common(Arguments task, List<Consumer<TaskBuilder>> steps) {
    with(task.text("type", FieldLimits.WORD_CHARS), TaskBuilder::type, steps);
    with(task.choice("priority", Words.PRIORITIES), TaskBuilder::priority, steps);
    Duration timeout = TimeArguments.duration(task, "timeout", FieldLimits.LONGEST_ATTEMPT);
    with(timeout, TaskBuilder::timeout, steps);
    RetryPlan retry = RetryArguments.read(task);
    with(retry, TaskBuilder::retry, steps);
    with(task.text("pool", FieldLimits.WORD_CHARS), TaskBuilder::pool, steps);
    with(task.text("group", FieldLimits.WORD_CHARS), TaskBuilder::group, steps);
    CacheArguments.read(task, steps);
  }

  private static <T> void with(@Nullable T value, Step<T> step, List<Consumer<TaskBuilder>> steps) {
    if (value != null) {
      steps.add(builder -> step.tell(builder, value));
    }
  }

  /** A method of the builder. */
  @FunctionalInterface
  private interface Step<T> {
    TaskBuilder tell(TaskBuilder builder, T value);
  }

  private static @Nullable Map<String, JsonNode> params(Arguments task) {
    ObjectNode params = task.object("params");
    if (params == null) {
      return null;
    }
    Map<String, JsonNode> map = LinkedHashMap.newLinkedHashMap(params.size());
    params.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    return map;
  }

  private static @Nullable Instant notBefore(Arguments task) {
    String text = task.text("notBefore", FieldLimits.WORD_CHARS);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      task.problems()
          .add(
              Code.INVALID_VALUE,
              task.place("notBefore"),
              "'" + Foreign.text(text) + "' is no time with a zone",
              "write it like 2026-12-01T02:00:00Z");
      return null;
    }
  }

  /** Tells a builder all of it. */
  void describe(TaskBuilder builder) {
    steps.forEach(step -> step.accept(builder));
  }

  static Set<String> ordered(String... names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
  }
}
