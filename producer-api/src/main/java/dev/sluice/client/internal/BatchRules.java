package dev.sluice.client.internal;

import dev.sluice.client.BatchProblem.Code;
import dev.sluice.core.graph.GraphProblem;
import dev.sluice.core.graph.GraphProblem.Cycle;
import dev.sluice.core.graph.GraphProblem.SelfNeed;
import dev.sluice.core.graph.GraphProblem.UnknownNeed;
import dev.sluice.core.graph.TaskGraph;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Judges a batch as a whole, before anything of it is published. */
public final class BatchRules {

  static final String BATCH_ID = "1 to 200 characters of A-Z a-z 0-9 . _ : -";

  private static final int MAX_PATH = 1001;

  private final Limits limits;
  private final TaskRules taskRules;

  public BatchRules(Limits limits) {
    this.limits = limits;
    this.taskRules = new TaskRules(limits);
  }

  /**
   * Reports everything that is wrong with this batch.
   *
   * @return its tasks and their needs, as far as they are among them; null if nobody needs anything
   */
  public @Nullable TaskGraph judge(
      String id,
      BatchOptions options,
      @Nullable Duration timeout,
      List<TaskSpec> tasks,
      Problems problems) {
    if (!Ids.validBatchId(id)) {
      problems.batch(Code.INVALID_ID, "id %s must be %s", Quoted.text(id), BATCH_ID);
    }
    options(options, timeout, problems);
    boolean open = options.expectedTasks().isEmpty();
    if (tasks.isEmpty() && !open) {
      problems.batch(Code.EMPTY_BATCH, "has no tasks; add at least one");
    }
    if (tasks.size() > limits.tasksPerBatch()) {
      problems.batch(
          Code.BATCH_TOO_LARGE,
          "has %d tasks, the limit is %d; split it into several batches",
          tasks.size(),
          limits.tasksPerBatch());
    }
    Map<String, List<String>> needs = LinkedHashMap.newLinkedHashMap(tasks.size());
    boolean edges = false;
    for (TaskSpec task : tasks) {
      edges |= !task.needs().isEmpty();
      taskRules.judge(task, problems);
      if (needs.putIfAbsent(task.id(), task.needs()) != null) {
        problems.duplicate(task.id());
      }
    }
    if (open) {
      // a need that is not there may come later
      needs.replaceAll((task, ids) -> ids.stream().filter(needs::containsKey).toList());
    }
    if (!edges) {
      return null;
    }
    TaskGraph graph = TaskGraph.of(needs);
    graph(graph, problems);
    return graph;
  }

  private static void options(BatchOptions options, @Nullable Duration timeout, Problems problems) {
    String name = options.name() == null ? "" : options.name();
    if (name.length() > FieldLimits.NAME_CHARS) {
      problems.batch(
          Code.INVALID_FIELD,
          "name has %d characters, the limit is 1000; shorten it",
          name.length());
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      problems.batch(
          Code.INVALID_ENCODING,
          "name has half a surrogate pair, which is no text; mend the encoding where it comes from");
    }
    if (options.maxFailed() < -1) {
      problems.batch(Code.INVALID_FIELD, "maxFailed must be 0 or more; leave it out for no limit");
    }
    if (!(options.maxFailedPercent() <= 100)) {
      problems.batch(
          Code.INVALID_FIELD, "maxFailedPercent must be 0 to 100; leave it out for no limit");
    }
    if (options.maxParallel() < 0) {
      problems.batch(
          Code.INVALID_FIELD, "maxParallel must be 1 or more; leave it out for no limit");
    }
    if (!Plausible.time(options.deadline())) {
      problems.batch(Code.INVALID_FIELD, "deadline %s", Plausible.REMEDY);
    }
    if (timeout != null
        && (timeout.isNegative()
            || timeout.isZero()
            || timeout.compareTo(FieldLimits.LONGEST_BATCH) > 0)) {
      problems.batch(
          Code.INVALID_FIELD,
          "timeout must be more than 0 and at most 365 days; leave it out for no limit");
    }
    if (options.openTimeoutMs() < 0
        || options.openTimeoutMs() > FieldLimits.LONGEST_BATCH.toMillis()) {
      problems.batch(
          Code.INVALID_FIELD,
          "openTimeout must be more than 0 and at most 365 days; leave it out for the scheduler's");
    }
    labels(options.labels(), problems);
  }

  private static void labels(Map<String, String> labels, Problems problems) {
    if (labels.size() > FieldLimits.LABELS) {
      problems.batch(Code.INVALID_FIELD, "%d labels, the limit is 64; drop some", labels.size());
    }
    labels.forEach((key, value) -> {
      if (key.isBlank()
          || key.length() > FieldLimits.LABEL_KEY_CHARS
          || value.length() > FieldLimits.LABEL_VALUE_CHARS) {
        problems.batch(
            Code.INVALID_FIELD,
            "label %s must have a key of 1 to 100 and a value of at most 1000 characters",
            Quoted.text(key));
      }
      var utf8 = StandardCharsets.UTF_8.newEncoder();
      if (!utf8.canEncode(key) || !utf8.canEncode(value)) {
        problems.batch(
            Code.INVALID_ENCODING,
            "label %s has half a surrogate pair, which is no text; mend the encoding where it comes from",
            Quoted.text(key));
      }
    });
  }

  private static void graph(TaskGraph graph, Problems problems) {
    for (GraphProblem problem : graph.problems()) {
      switch (problem) {
        case SelfNeed self -> selfNeed(self.task(), problems);
        case UnknownNeed unknown -> unknownNeed(unknown, problems);
        case Cycle cycle ->
            problems.task(
                Code.CYCLE,
                cycle.path().get(0),
                "cycle %s, each needs the next; remove one of these needs",
                path(cycle.path()));
      }
    }
    problems.notListed(graph.problemCount() - graph.problems().size());
  }

  private static void selfNeed(String task, Problems problems) {
    problems.task(
        Code.SELF_NEED, task, "cycle %s -> %s, it needs itself; remove the need", task, task);
  }

  private static void unknownNeed(UnknownNeed unknown, Problems problems) {
    problems.task(
        Code.UNKNOWN_NEED,
        unknown.task(),
        "needs %s, which is no task of this batch; %s",
        Quoted.text(unknown.need()),
        unknown.nearest() == null
            ? "add that task or remove the need, tasks of other batches can't be needed"
            : "did you mean " + Quoted.text(unknown.nearest()) + "?");
  }

  /** The path on one line; the middle of a very long one is left out. */
  private static String path(List<String> path) {
    int ends = Math.min(path.size(), MAX_PATH) / 2;
    StringJoiner line = new StringJoiner(" -> ");
    for (int i = 0; i < path.size(); i++) {
      if (path.size() > MAX_PATH && i == ends) {
        line.add("... " + (path.size() - 2 * ends) + " more ...");
        i = path.size() - ends;
      }
      String id = path.get(i);
      line.add(Ids.validTaskId(id) ? id : Quoted.text(id));
    }
    return line.toString();
  }
}
