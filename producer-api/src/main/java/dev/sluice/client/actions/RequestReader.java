package dev.sluice.client.actions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.actions.ActionProblem.Code;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.TaskStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks the arguments of one call. */
final class RequestReader {

  private static final int DEFAULT_LIMIT = 50;
  private static final int DEFAULT_OUTPUT = 1000;
  private static final int LONGEST_CURSOR = 2000;

  private final FoundProblems problems = new FoundProblems();

  private RequestReader() {}

  /**
   * The request.
   *
   * @throws RefusedAction with everything that is wrong with the arguments
   */
  static ActionRequest read(ActionName action, JsonNode arguments) {
    RequestReader reader = new RequestReader();
    ActionRequest request = reader.request(action, arguments);
    reader.problems.throwIfAny();
    if (request == null) {
      throw new IllegalStateException("no request and no problem for " + action.word());
    }
    return request;
  }

  private @Nullable ActionRequest request(ActionName action, JsonNode node) {
    return switch (action) {
      case ADD -> add(node);
      case ADD_BATCH -> {
        BatchDescription batch = BatchDescription.read(node, problems);
        yield batch == null
            ? null
            : new ActionRequest.AddBatch(batch, ActionJson.fingerprint(node));
      }
      case START -> {
        Arguments given = given(node, "batch", "tasks");
        yield given == null
            ? null
            : new ActionRequest.Start(
                IdArguments.required(given),
                given.whole("tasks", 0, Limits.DEFAULT.tasksPerBatch()));
      }
      case STOP -> {
        Arguments given = given(node, "batch");
        yield given == null ? null : new ActionRequest.Stop(IdArguments.required(given));
      }
      case STATUS -> status(node);
      case RESULTS -> results(node);
      case EXPORT -> export(node);
      case CLEAR -> {
        Arguments given = given(node, "batch");
        yield given == null ? null : new ActionRequest.Clear(IdArguments.required(given));
      }
      case CANCEL -> {
        Arguments given = given(node, "batch", "task", "reason");
        yield given == null
            ? null
            : new ActionRequest.Cancel(
                IdArguments.required(given),
                IdArguments.task(given, "task"),
                given.text("reason", FieldLimits.NAME_CHARS));
      }
    };
  }

  private @Nullable Arguments given(JsonNode node, String... known) {
    return Arguments.of(node, "", TaskDescription.ordered(known), problems);
  }

  private @Nullable ActionRequest add(JsonNode node) {
    Arguments given = given(node, "batch", "name", "task");
    if (given == null) {
      return null;
    }
    String batch = IdArguments.required(given);
    String name = given.text("name", FieldLimits.NAME_CHARS);
    JsonNode described = given.node("task");
    if (described == null) {
      problems.add(
          Code.MISSING_FIELD,
          "task",
          "is missing",
          "add for example \"task\": {\"id\": \"a\", \"type\": \"noop\"}");
      return null;
    }
    TaskDescription task =
        TaskDescription.read(described, "task", TaskDescription.NO_DEFAULTS, problems);
    return task == null ? null : new ActionRequest.Add(batch, name, task);
  }

  private @Nullable ActionRequest status(JsonNode node) {
    Arguments given = given(node, "batch", "waitSeconds");
    if (given == null) {
      return null;
    }
    String batch = IdArguments.batch(given, "batch");
    Long wait = given.whole("waitSeconds", 0, ActionRequest.Status.LONGEST_WAIT);
    if (wait != null && !given.has("batch")) {
      problems.add(Code.MISSING_FIELD, "batch", "is missing", "say which batch to wait for");
    }
    return new ActionRequest.Status(batch, wait == null ? 0 : Math.toIntExact(wait));
  }

  private @Nullable ActionRequest results(JsonNode node) {
    Arguments given = given(node, "batch", "status", "limit", "cursor", "outputChars");
    if (given == null) {
      return null;
    }
    Long limit = given.whole("limit", 1, ActionRequest.Results.MOST);
    Long chars = given.whole("outputChars", 0, ActionRequest.Results.LONGEST_OUTPUT);
    return new ActionRequest.Results(
        IdArguments.required(given),
        statuses(given),
        limit == null ? DEFAULT_LIMIT : Math.toIntExact(limit),
        given.text("cursor", LONGEST_CURSOR),
        chars == null ? DEFAULT_OUTPUT : Math.toIntExact(chars));
  }

  private @Nullable ActionRequest export(JsonNode node) {
    Arguments given = given(node, "batch", "status", "format", "to");
    if (given == null) {
      return null;
    }
    ActionRequest.Format format = given.choice("format", Words.FORMATS);
    ActionRequest.Target target = given.choice("to", Words.TARGETS);
    return new ActionRequest.Export(
        IdArguments.required(given),
        statuses(given),
        format == null ? ActionRequest.Format.JSONL : format,
        target == null ? ActionRequest.Target.INLINE : target);
  }

  private static Set<TaskStatus> statuses(Arguments given) {
    return Set.copyOf(given.choices("status", Words.ENDS));
  }
}
