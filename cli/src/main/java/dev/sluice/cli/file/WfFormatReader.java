package dev.sluice.cli.file;

import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.RunIf;
import dev.sluice.core.task.TaskSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recorded workflow in WfFormat 1.5: each task becomes a {@code simulate} task that takes
 * as long as it was recorded to take, times a scale.
 */
final class WfFormatReader {

  private static final String VERSION = "1.5";
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(3650L * 86_400);

  private final SourceText source;
  private final Problems problems;
  private final BigDecimal timeScale;

  /**
   * @param timeScale what recorded times are multiplied by; 0 = no waiting
   */
  WfFormatReader(SourceText source, Problems problems, double timeScale) {
    this.source = source;
    this.problems = problems;
    this.timeScale = BigDecimal.valueOf(timeScale);
  }

  /** Whether this is WfFormat of any version. */
  static boolean recognises(Node.Mapping root) {
    return root.value("workflow") instanceof Node.Mapping;
  }

  BatchFile read(Node.Mapping root) throws FileRejectedException {
    var workflow = (Node.Mapping) root.value("workflow");
    checkVersion(root, workflow);
    List<Node.Mapping> tasks = list(workflow, "specification");
    if (tasks.isEmpty()) {
      problems.add(workflow.at(), "there are no tasks in workflow.specification", "record some");
    }
    Map<String, BigDecimal> seconds = seconds(workflow);
    Map<String, Map<String, At>> parents = WfFormatEdges.parents(tasks);
    WfFormatIds ids = WfFormatIds.of(parents.keySet());
    List<FileTask> read = new ArrayList<>(tasks.size());
    for (Node.Mapping task : tasks) {
      String id = text(task, "id");
      if (id == null || id.isEmpty()) {
        problems.add(task.at(), "a task of the workflow has no id", "give it one");
        continue;
      }
      read.add(task(task, id, seconds, parents.getOrDefault(id, Map.of()), ids));
    }
    problems.throwIfAny();
    String name = text(root, "name");
    return new BatchFile(
        source.name(),
        BatchFormat.WFFORMAT,
        null,
        name == null ? source.baseName() : name,
        BatchOptions.DEFAULT,
        null,
        read);
  }

  private void checkVersion(Node.Mapping root, Node.Mapping workflow) throws FileRejectedException {
    String version = text(root, "schemaVersion");
    Node specification = workflow.value("specification");
    if (specification instanceof Node.Mapping && (version == null || version.equals(VERSION))) {
      return;
    }
    Node versionNode = root.value("schemaVersion");
    throw problems.fatal(
        versionNode == null ? workflow.at() : versionNode.at(),
        version == null || version.equals(VERSION)
            ? "a workflow without 'specification', as WfFormat had it before " + VERSION
            : "WfFormat " + version + " is not supported",
        "convert the file to WfFormat " + VERSION);
  }

  private static List<Node.Mapping> list(Node.Mapping workflow, String part) {
    List<Node.Mapping> found = new ArrayList<>();
    if (workflow.value(part) instanceof Node.Mapping mapping
        && mapping.value("tasks") instanceof Node.Sequence tasks) {
      for (Node task : tasks.items()) {
        if (task instanceof Node.Mapping one) {
          found.add(one);
        }
      }
    }
    return found;
  }

  private Map<String, BigDecimal> seconds(Node.Mapping workflow) {
    Map<String, BigDecimal> seconds = new HashMap<>();
    for (Node.Mapping execution : list(workflow, "execution")) {
      String id = text(execution, "id");
      if (id != null && execution.value("runtimeInSeconds") instanceof Node.Scalar scalar) {
        try {
          var value = new BigDecimal(scalar.text());
          if (value.signum() >= 0 && value.compareTo(MAX_SECONDS) <= 0) {
            seconds.put(id, value);
            continue;
          }
        } catch (NumberFormatException e) {
          // told below, like a time out of range
        }
        problems.add(
            scalar.at(),
            "runtimeInSeconds of '" + id + "' is " + scalar.kind(),
            "give seconds from 0 to " + MAX_SECONDS);
      }
    }
    return seconds;
  }

  private FileTask task(
      Node.Mapping task,
      String id,
      Map<String, BigDecimal> seconds,
      Map<String, At> parents,
      WfFormatIds ids) {
    Map<String, At> needs = new LinkedHashMap<>();
    parents.forEach((parent, at) -> needs.put(ids.taskId(parent), at));
    BigDecimal millis =
        seconds.getOrDefault(id, BigDecimal.ZERO).multiply(timeScale).movePointRight(3);
    String params =
        "{\"duration\":\"" + millis.setScale(0, RoundingMode.HALF_UP).toPlainString() + "ms\"}";
    String name = text(task, "name");
    String category = text(task, "category");
    var spec =
        new TaskSpec(
            ids.taskId(id),
            name == null ? id : name,
            "simulate",
            new Content(params.getBytes(StandardCharsets.UTF_8), Content.JSON),
            List.copyOf(needs.keySet()),
            RunIf.SUCCESS,
            Priority.NORMAL,
            0,
            null,
            "default",
            category == null ? withoutCounter(name == null ? id : name) : category,
            0,
            null,
            false,
            Map.of(),
            true,
            0);
    return new FileTask(spec, task.at(), List.copyOf(needs.values()));
  }

  /** {@code mProject_ID0000001} is one of the {@code mProject}s. */
  private static String withoutCounter(String name) {
    String group = name.replaceFirst("[_-](ID)?[0-9]+$", "");
    return group.isEmpty() ? name : group;
  }

  static @Nullable String text(Node.Mapping mapping, String key) {
    return mapping.value(key) instanceof Node.Scalar scalar && scalar.reading() != Node.Reading.NULL
        ? scalar.text()
        : null;
  }
}
