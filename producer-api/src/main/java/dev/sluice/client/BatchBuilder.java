package dev.sluice.client;

import dev.sluice.client.internal.BatchRules;
import dev.sluice.client.internal.GeneratedBatchIds;
import dev.sluice.client.internal.Problems;
import dev.sluice.client.internal.Times;
import dev.sluice.core.graph.TaskGraph;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Mode;
import dev.sluice.core.task.OnFailure;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes a batch step by step. Nothing is judged before {@link #problems()} or {@link #build()},
 * which then list everything that is wrong at once. Not thread-safe.
 */
public final class BatchBuilder {

  private final String name;
  private final List<DescribedTask> tasks = new ArrayList<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private @Nullable String id;
  private BatchIds ids = GeneratedBatchIds.system();
  private Limits limits = Limits.DEFAULT;
  private boolean open;
  private boolean held;
  private OnFailure onFailure = OnFailure.CONTINUE;
  private long maxFailed = -1;
  private double maxFailedPercent = -1;
  private Mode mode = Mode.DISTRIBUTED;
  private int maxParallel;
  private long deadline;
  private @Nullable Duration timeout;
  private long openTimeoutMs;
  private Priority priority = Priority.NORMAL;

  BatchBuilder(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * Sets the id. Default: a generated one that sorts by name, then time. Submitting the same id
   * twice is safe: tasks that are there already count once.
   *
   * @param id {@code [A-Za-z0-9._:-]{1,200}}; ids are compared byte by byte
   */
  public BatchBuilder id(String id) {
    this.id = Objects.requireNonNull(id, "id");
    return this;
  }

  /** Sets where the id comes from when none is set. Default: name, time and random letters. */
  public BatchBuilder ids(BatchIds ids) {
    this.ids = Objects.requireNonNull(ids, "ids");
    return this;
  }

  /**
   * Sets the limits that the batch is judged by. Default: the published ones. The scheduler judges
   * by its own.
   */
  public BatchBuilder limits(Limits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /**
   * Lets the batch take more tasks after it was submitted, with {@link SluiceClient#openBatch}. It
   * may be empty then, and its tasks may need tasks that come later.
   */
  public BatchBuilder open() {
    this.open = true;
    return this;
  }

  /** Holds all tasks until the batch is started by a command. */
  public BatchBuilder held() {
    this.held = true;
    return this;
  }

  /** Sets what a failed task does to the rest. Default: only its dependants are skipped. */
  public BatchBuilder onFailure(OnFailure onFailure) {
    this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
    return this;
  }

  /**
   * Stops the batch when more tasks than this have failed. Default: no limit.
   *
   * @param tasks not negative
   */
  public BatchBuilder maxFailed(long tasks) {
    this.maxFailed = tasks < 0 ? Long.MIN_VALUE : tasks;
    return this;
  }

  /**
   * Like {@link #maxFailed}, and also in percent of all tasks.
   *
   * @param percent 0 to 100
   */
  public BatchBuilder maxFailedPercent(double percent) {
    this.maxFailedPercent = percent < 0 ? Double.NaN : percent;
    return this;
  }

  /**
   * Sets how many tasks may run at a time. Default: any number. {@link Mode#ADAPTIVE} lets twice as
   * many be on their way as the live workers of the first task's pool have slots, fewer while more
   * than a tenth fail.
   */
  public BatchBuilder mode(Mode mode) {
    this.mode = Objects.requireNonNull(mode, "mode");
    return this;
  }

  /**
   * Runs at most this many tasks at a time; sets the mode to {@link Mode#PARALLEL}.
   *
   * @param tasks at least 1
   */
  public BatchBuilder maxParallel(int tasks) {
    this.mode = Mode.PARALLEL;
    this.maxParallel = tasks < 1 ? -1 : tasks;
    return this;
  }

  /**
   * Stops the batch at this time. Default: never.
   *
   * @param deadline between the years 2000 and 2100
   */
  public BatchBuilder deadline(Instant deadline) {
    this.deadline = Times.micros(deadline);
    return this;
  }

  /**
   * Like {@link #deadline}, and also counted from the submission; the earlier one holds.
   *
   * @param timeout more than zero, at most 365 days
   */
  public BatchBuilder timeout(Duration timeout) {
    this.timeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /**
   * Gives the batch up when it is still not complete so long after the last that was heard of it:
   * it was not sealed, or tasks are missing. Then it ends {@code FAILED(INCOMPLETE)}, and results
   * that are there stay. Default: as the scheduler is set up, by default a day.
   *
   * @param openTimeout more than zero, at most 365 days, rounded up to milliseconds
   */
  public BatchBuilder openTimeout(Duration openTimeout) {
    long millis = Times.millis(openTimeout);
    this.openTimeoutMs = millis == 0 ? -1 : millis;
    return this;
  }

  /**
   * Adds a label, which comes back in the summary; a second value of the same key replaces the
   * first.
   *
   * @param key at most 100 characters; 64 labels at most
   * @param value at most 1,000 characters
   */
  public BatchBuilder label(String key, String value) {
    labels.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Like {@link #label}, and also for several. */
  public BatchBuilder labels(Map<String, String> labels) {
    labels.forEach(this::label);
    return this;
  }

  /** Sets the priority of the tasks that say none. Default: normal. */
  public BatchBuilder priority(Priority priority) {
    this.priority = Objects.requireNonNull(priority, "priority");
    return this;
  }

  /**
   * Adds a task.
   *
   * @param taskId {@code [A-Za-z0-9._:/@+=-]{1,200}}, unique in the batch; compared byte by byte
   * @param description what the task is
   */
  public BatchBuilder task(String taskId, Consumer<TaskBuilder> description) {
    TaskBuilder task = new TaskBuilder(Objects.requireNonNull(taskId, "taskId"));
    description.accept(task);
    tasks.add(new DescribedTask.Stepwise(task));
    return this;
  }

  /** Like {@link #task(String, Consumer)}, and also for a task that is described already. */
  public BatchBuilder task(TaskSpec task) {
    Objects.requireNonNull(task, "task");
    tasks.add(new DescribedTask.Ready(task));
    return this;
  }

  /** Everything that is wrong with the batch as it is now; empty when it can be built. */
  public List<BatchProblem> problems() {
    Problems problems = new Problems();
    judge(id == null ? "generated" : id, specs(), problems);
    return problems.listed();
  }

  /**
   * The batch.
   *
   * @throws InvalidBatchException with all problems, if there are any
   */
  public Batch build() {
    String batchId = id == null ? ids.next(name) : id;
    List<TaskSpec> specs = specs();
    Problems problems = new Problems();
    TaskGraph graph = judge(batchId, specs, problems);
    List<BatchProblem> listed = problems.listed();
    if (!listed.isEmpty()) {
      throw new InvalidBatchException(listed);
    }
    if (graph != null) {
      tellRemainingPaths(specs, graph.chainLengths());
    }
    return new Batch(batchId, id == null, options(specs.size()), timeout, specs);
  }

  private @Nullable TaskGraph judge(String batchId, List<TaskSpec> specs, Problems problems) {
    BatchRules rules = new BatchRules(limits);
    TaskGraph graph = rules.judge(batchId, options(specs.size()), timeout, specs, problems);
    tasks.forEach(task -> task.reportTo(problems));
    return graph;
  }

  private List<TaskSpec> specs() {
    List<TaskSpec> specs = new ArrayList<>(tasks.size());
    tasks.forEach(task -> specs.add(task.spec(priority)));
    return specs;
  }

  /** In place: a million tasks are not kept twice. */
  private static void tellRemainingPaths(List<TaskSpec> specs, int[] paths) {
    for (int i = 0; i < paths.length; i++) {
      TaskSpec spec = specs.get(i);
      if (spec.remainingPath() != paths[i]) {
        specs.set(i, spec.withRemainingPath(paths[i]));
      }
    }
  }

  private BatchOptions options(long expectedTasks) {
    return new BatchOptions(
        name,
        open ? OptionalLong.empty() : OptionalLong.of(expectedTasks),
        held,
        onFailure,
        maxFailed,
        maxFailedPercent,
        mode,
        maxParallel,
        deadline,
        labels,
        openTimeoutMs);
  }
}
