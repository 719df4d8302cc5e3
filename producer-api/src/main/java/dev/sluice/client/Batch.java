package dev.sluice.client;

import dev.sluice.core.graph.TaskGraph;
import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.limits.Ids;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A set of tasks that form a directed acyclic graph, checked and ready to be submitted. Immutable;
 * keeps the order in which the tasks were described.
 *
 * <pre>{@code
 * Batch batch = Batch.named("nightly")
 *     .task("fetch", t -> t.type("http").params(Map.of("url", "http://127.0.0.1:8000/in.csv")))
 *     .task("count", t -> t.type("echo").params(Map.of("text", "${fetch.output}")).needs("fetch"))
 *     .build();
 * }</pre>
 */
public final class Batch {

  private final String id;
  private final boolean idGenerated;
  private final BatchOptions options;
  private final @Nullable Duration timeout;
  private final List<TaskSpec> tasks;

  Batch(
      String id,
      boolean idGenerated,
      BatchOptions options,
      @Nullable Duration timeout,
      List<TaskSpec> tasks) {
    this.id = id;
    this.idGenerated = idGenerated;
    this.options = options;
    this.timeout = timeout;
    this.tasks = List.copyOf(tasks);
  }

  /**
   * Starts the description of a batch.
   *
   * @param name text for people, at most 1,000 characters
   */
  public static BatchBuilder named(String name) {
    return new BatchBuilder(name);
  }

  public String id() {
    return id;
  }

  /** Whether nobody chose the id, so that no earlier batch can have it. */
  public boolean idGenerated() {
    return idGenerated;
  }

  /**
   * The same batch under another id, as when it is submitted again after its process died.
   *
   * @throws IllegalArgumentException if this can't be a batch id
   */
  public Batch withId(String otherId) {
    if (!Ids.validBatchId(otherId)) {
      throw new IllegalArgumentException("'" + otherId + "' can't be a batch id");
    }
    return new Batch(otherId, false, options, timeout, tasks);
  }

  /** One of several batches that this one is cut into, with its options. */
  Batch part(int number, int parts, List<TaskSpec> its) {
    String end = "-" + number;
    String begin = id.substring(0, Math.min(id.length(), Ids.MAX_LENGTH - end.length()));
    String partName = "%s (%d of %d)".formatted(name(), number, parts);
    BatchOptions ofPart = options.sealedAs(partName, its.size(), options.labels());
    return new Batch(begin + end, idGenerated, ofPart, timeout, its);
  }

  /** This batch with the tasks of others. */
  Batch mergedWith(String otherId, List<Batch> others) {
    List<TaskSpec> all = new ArrayList<>(tasks);
    Map<String, String> labels = new LinkedHashMap<>(options.labels());
    StringJoiner names = new StringJoiner(" + ").add(name());
    for (Batch other : others) {
      if (!other.unnamed().equals(unnamed()) || !Objects.equals(other.timeout, timeout)) {
        throw new IllegalArgumentException(
            "batches %s and %s have other options; make them the same or keep the batches apart"
                .formatted(id, other.id));
      }
      all.addAll(other.tasks);
      other.options.labels().forEach(labels::putIfAbsent);
      names.add(other.name());
    }
    String name = names.length() > FieldLimits.NAME_CHARS ? name() : names.toString();
    BatchOptions both = open() ? options : options.sealedAs(name, all.size(), labels);
    return new Batch(otherId, false, both, timeout, all);
  }

  private BatchOptions unnamed() {
    return options.sealedAs(null, open() ? 0 : 1, Map.of());
  }

  public String name() {
    return options.name() == null ? id : options.name();
  }

  /** What holds for the batch as a whole. */
  public BatchOptions options() {
    return options;
  }

  /** How long after its submission the batch is stopped; null = never. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /** The tasks in the order in which they were described. */
  public List<TaskSpec> tasks() {
    return tasks;
  }

  /** Whether tasks may be added after the submission, until the batch is sealed. */
  public boolean open() {
    return options.expectedTasks().isEmpty();
  }

  /** The tasks and their needs as a graph: layers, critical path. */
  public TaskGraph graph() {
    Map<String, List<String>> needs = LinkedHashMap.newLinkedHashMap(tasks.size());
    tasks.forEach(task -> needs.put(task.id(), task.needs()));
    return TaskGraph.of(needs);
  }

  @Override
  public String toString() {
    return "Batch[" + id + ", " + tasks.size() + " tasks]";
  }
}
