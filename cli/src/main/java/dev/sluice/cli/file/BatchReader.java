package dev.sluice.cli.file;

import dev.sluice.core.limits.Ids;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a batch written as one mapping, in YAML or JSON. */
final class BatchReader {

  static final String BATCH_ID_RULE = "use 1 to 200 letters, digits and . _ : -";
  private static final Set<String> KEYS =
      new LinkedHashSet<>(
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
              "defaults",
              "tasks"));

  private final SourceText source;
  private final @Nullable Path folder;
  private final Problems problems;

  BatchReader(SourceText source, @Nullable Path folder, Problems problems) {
    this.source = source;
    this.folder = folder;
    this.problems = problems;
  }

  /**
   * @param mapping the batch; of its tasks perhaps the first alone
   * @param all all its tasks
   * @return as much of it as can be read; what can't is among the problems
   */
  BatchFile read(Node.Mapping mapping, BatchFormat format, Tasks all) throws FileRejectedException {
    boolean misread = problems.any(); // a key that stands twice, anywhere
    Fields fields = Fields.of(mapping, "the batch", KEYS, problems);
    String id = fields.text("id");
    if (id != null && !Ids.validBatchId(id)) {
      problems.add(fields.at("id"), "'" + id + "' is no batch id", BATCH_ID_RULE);
    }
    String name = fields.text("name");
    Duration timeout = fields.duration("timeout");
    if (timeout != null && timeout.toMillis() == 0) {
      problems.add(fields.at("timeout"), "'timeout' is under 1ms", "give at least 1ms");
    }
    BatchOptions options = options(fields, name);
    long before = problems.count();
    TaskDefaults defaults = TaskDefaults.of(fields, problems);
    if (misread || problems.count() > before) {
      problems.allUnsound();
    }
    var reader = new TaskReader(defaults, folder, problems);
    List<FileTask> tasks = new ArrayList<>();
    if (listed(fields)) {
      all.giveTo(node -> {
        FileTask task = reader.read(node);
        if (task != null) {
          tasks.add(task);
        }
      });
    }
    return new BatchFile(
        source.name(),
        format,
        id,
        name == null ? source.baseName() : name,
        options,
        timeout,
        tasks);
  }

  private boolean listed(Fields fields) {
    Node tasks = fields.node(JsonTree.TASKS);
    if (tasks instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
      return true;
    }
    String what =
        tasks == null
            ? "there is no key 'tasks'"
            : tasks instanceof Node.Sequence ? "'tasks' is empty" : "'tasks' is " + tasks.kind();
    problems.add(
        fields.at(JsonTree.TASKS), what, "list at least one task: tasks: [{id: a, type: noop}]");
    return false;
  }

  private BatchOptions options(Fields fields, @Nullable String name) {
    Mode mode = mode(fields);
    Long maxParallel = fields.whole("maxParallel", 1, Integer.MAX_VALUE);
    if (maxParallel != null && mode != Mode.PARALLEL) {
      problems.add(
          fields.at("maxParallel"), "'maxParallel' without mode: parallel", "add mode: parallel");
    }
    OnFailure onFailure = fields.choice("onFailure", OnFailure.class);
    String maxFailed = fields.text("maxFailed");
    boolean percent = maxFailed != null && maxFailed.endsWith("%");
    Double failedPercent = percent ? fields.parsed("maxFailed", BatchReader::percent) : null;
    Long failed = percent ? null : fields.whole("maxFailed", 0, 1_000_000);
    return new BatchOptions(
        name,
        OptionalLong.empty(),
        false,
        onFailure == null ? OnFailure.CONTINUE : onFailure,
        failed == null ? -1 : failed,
        failedPercent == null ? -1.0 : failedPercent,
        mode,
        maxParallel == null ? 0 : Math.toIntExact(maxParallel),
        0,
        fields.textMap("labels"),
        0);
  }

  private Mode mode(Fields fields) {
    Mode mode = fields.choice("mode", Mode.class);
    return mode == null ? Mode.DISTRIBUTED : mode;
  }

  private static double percent(String text) {
    try {
      double value = Double.parseDouble(text.substring(0, text.length() - 1));
      if (value >= 0 && value <= 100) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw new IllegalArgumentException(
        "'maxFailed' is '" + text + "'; give a count like 10 or a part like 5%");
  }
}
