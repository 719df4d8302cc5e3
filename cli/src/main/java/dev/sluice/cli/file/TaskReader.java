package dev.sluice.cli.file;

import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.retry.RetryPlan;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one task. */
final class TaskReader {

  static final String ID_RULE = "use 1 to 200 letters, digits and . _ : - / @ + =";
  private static final String NO_ID = "?"; // which is no id
  private static final int SHOWN_CHARS = 200;
  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "id",
              "name",
              "type",
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
              "inputs"));

  private final TaskDefaults defaults;
  private final @Nullable Path folder;
  private final Problems problems;
  private final BuiltInParams builtIn;
  private final Map<String, String> texts = new HashMap<>();
  private long problemsBefore;

  /**
   * @param folder where {@code exec} tasks run that say nothing else; null: the worker decides
   */
  TaskReader(TaskDefaults defaults, @Nullable Path folder, Problems problems) {
    this.defaults = defaults;
    this.folder = folder;
    this.problems = problems;
    this.builtIn = new BuiltInParams(problems);
    this.problemsBefore = problems.count();
  }

  /** The task that this node describes; null after adding what is wrong if it has no id. */
  @Nullable FileTask read(Node node) {
    FileTask task = described(node);
    if (task == null || task.id().equals(NO_ID)) {
      problems.unnamed();
      task = null;
    } else if (problems.count() > problemsBefore) { // also while its node was made
      problems.unsound(task.id());
    }
    problemsBefore = problems.count();
    return task;
  }

  private @Nullable FileTask described(Node node) {
    Node.Mapping mapping =
        Fields.mapping(node, "a task", "write a task like {id: a, type: noop}", problems);
    if (mapping == null) {
      return null;
    }
    String id = id(mapping);
    Fields fields = Fields.of(mapping, "task '" + id + "'", KEYS, problems);
    Map<String, At> needs = needs(fields);
    String type = shared(or(fields.text("type"), defaults.type()));
    if (type == null && !fields.has("type")) {
      problems.add(fields.at(), "task '" + id + "' has no type", "add for example type: noop");
    }
    var spec =
        new TaskSpec(
            id,
            fields.text("name"),
            type == null ? "" : type,
            params(fields, id, type),
            List.copyOf(needs.keySet()),
            or(fields.choice("runIf", RunIf.class), RunIf.SUCCESS),
            or(fields.choice("priority", Priority.class), defaults.priority()),
            timeoutMs(fields),
            retry(fields),
            shared(or(fields.text("pool"), defaults.pool())),
            shared(or(fields.text("group"), defaults.group())),
            notBefore(fields),
            fields.has("cache") ? CacheReader.read(fields, problems) : defaults.cache(),
            or(fields.bool("inputs"), true),
            Map.of(),
            true,
            0);
    return new FileTask(spec, fields.at(), List.copyOf(needs.values()));
  }

  private String id(Node.Mapping mapping) {
    Node node = mapping.value("id");
    if (node == null) {
      problems.add(mapping.at(), "a task has no id", "add for example id: fetch");
      return NO_ID;
    }
    if (!(node instanceof Node.Scalar scalar) || scalar.reading() == Node.Reading.NULL) {
      problems.add(node.at(), "the id of a task is " + node.kind(), ID_RULE);
      return NO_ID;
    }
    if (!Ids.validTaskId(scalar.text())) {
      problems.add(node.at(), "'" + shown(scalar.text()) + "' is no task id", ID_RULE);
    }
    return shared(scalar.text());
  }

  /** Tasks name the same types and each other: of a large file each text is held once. */
  @SuppressWarnings("NullAway")
  private <T extends @Nullable String> T shared(T text) {
    return text == null ? text : (T) texts.computeIfAbsent(text, same -> same);
  }

  private static String shown(String id) {
    return id.length() <= SHOWN_CHARS ? id : id.substring(0, SHOWN_CHARS) + "...";
  }

  /** A need that is listed twice counts once. */
  private Map<String, At> needs(Fields fields) {
    Map<String, At> needs = new LinkedHashMap<>();
    for (Node.Scalar need : fields.texts("needs")) {
      needs.putIfAbsent(shared(need.text()), need.at());
    }
    return needs;
  }

  private Content params(Fields fields, String id, @Nullable String type) {
    Node node = fields.node("params");
    Node.Mapping mapping =
        node == null
            ? null
            : Fields.mapping(node, "'params'", "write params: {key: value}", problems);
    if (type != null && (node == null || mapping != null)) {
      builtIn.check(type, id, fields.at(), mapping);
    }
    if (mapping == null) {
      return Content.EMPTY;
    }
    boolean here = folder != null && "exec".equals(type);
    Node.Mapping placed = here ? ExecFolder.placed(mapping, folder) : mapping;
    return new Content(NodeJson.bytes(placed), Content.JSON);
  }

  private long timeoutMs(Fields fields) {
    Duration timeout = or(fields.duration("timeout"), defaults.timeout());
    if (timeout != null && timeout.toMillis() == 0) {
      problems.add(fields.at("timeout"), "'timeout' is under 1ms", "give at least 1ms");
    }
    return timeout == null ? 0 : timeout.toMillis();
  }

  private @Nullable RetryPlan retry(Fields fields) {
    return fields.has("retry") ? RetryReader.read(fields, problems) : defaults.retry();
  }

  private long notBefore(Fields fields) {
    Long micros =
        fields.parsed(
            "notBefore",
            text -> {
              try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                long value = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
                if (value != 0 && FieldLimits.plausibleTime(value)) {
                  return value;
                }
              } catch (DateTimeException | ArithmeticException e) {
                // told below, like a time out of range
              }
              throw new IllegalArgumentException(
                  "'notBefore' is '"
                      + text
                      + "'; write a time from 2000 to 2099 with its zone,"
                      + " like 2026-12-01T02:00:00Z");
            });
    return micros == null ? 0 : micros;
  }

  private static <T> @Nullable T or(@Nullable T value, @Nullable T otherwise) {
    return value == null ? otherwise : value;
  }
}
