package dev.sluice.client;

import dev.sluice.client.internal.BatchCutting;
import dev.sluice.client.internal.BatchRules;
import dev.sluice.client.internal.DurationBounds;
import dev.sluice.client.internal.Problems;
import dev.sluice.core.limits.Limits;
import dev.sluice.core.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What can be said of a batch and done with it before it runs: pure functions, which need no broker
 * and change nothing.
 *
 * <pre>{@code
 * for (Batch part : Planning.split(batch, 10_000)) {
 *   client.submit(part);
 * }
 * }</pre>
 */
public final class Planning {

  private Planning() {}

  /**
   * The tasks in layers: each is in the layer after the last of its needs, so what is in one layer
   * could run at the same time. Sluice itself waits for no layer, only for needs.
   *
   * @return ids, in each layer in the order of the tasks
   * @throws IllegalStateException if tasks of an open batch need some that are not there yet
   */
  public static List<List<String>> executionLayers(Batch batch) {
    return batch.graph().layers();
  }

  /** Like {@link #validate(Batch, Limits)}, and also by the published limits. */
  public static List<BatchProblem> validate(Batch batch) {
    return validate(batch, Limits.DEFAULT);
  }

  /**
   * Everything that is wrong with a batch by these limits, not only the first: a batch that was
   * built is right by those that it was built with, and a scheduler may have others. Of one that is
   * not built yet {@link BatchBuilder#problems()} says the same.
   *
   * @return empty if nothing is; of very many the first hundred and how many there are
   */
  public static List<BatchProblem> validate(Batch batch, Limits limits) {
    Problems problems = new Problems();
    var unused =
        new BatchRules(limits)
            .judge(batch.id(), batch.options(), batch.timeout(), batch.tasks(), problems);
    return problems.listed();
  }

  /**
   * Cuts a batch into batches that have nothing to do with each other: no task of one needs a task
   * of another, directly or not. Each has the options of the whole, and its id and name with a
   * number; a {@code maxFailed} counts in each of them alone.
   *
   * @return in the order of their first tasks; the batch itself if it hangs together
   * @throws IllegalArgumentException if the batch is an open one
   */
  public static List<Batch> split(Batch batch) {
    return parts(batch, new BatchCutting(batch.tasks(), batch.graph()).apart());
  }

  /**
   * Like {@link #split(Batch)}, and also puts as many together in a batch as fit.
   *
   * @param mostTasks of each batch
   * @throws IllegalArgumentException also if more tasks than that hang together
   */
  public static List<Batch> split(Batch batch, int mostTasks) {
    if (mostTasks < 1) {
      throw new IllegalArgumentException("mostTasks must be at least 1, was " + mostTasks);
    }
    return parts(batch, new BatchCutting(batch.tasks(), batch.graph()).upTo(mostTasks));
  }

  private static List<Batch> parts(Batch batch, List<List<TaskSpec>> cut) {
    if (batch.open()) {
      throw new IllegalArgumentException(
          "batch %s is an open one: what it gets later may need any of its tasks"
              .formatted(batch.id()));
    }
    if (cut.size() < 2) {
      return List.of(batch);
    }
    List<Batch> parts = new ArrayList<>(cut.size());
    for (List<TaskSpec> tasks : cut) {
      parts.add(batch.part(parts.size() + 1, cut.size(), tasks));
    }
    return List.copyOf(parts);
  }

  /**
   * One batch of the tasks of several. Options are those of the first and have to be the same in
   * all but for names and labels, which are put together; where two have a label, the first counts.
   *
   * @param id of the batch; {@code [A-Za-z0-9._:-]{1,200}}
   * @param batches at least one
   * @throws InvalidBatchException if two of them have a task of the same id, or if there are too
   *     many
   * @throws IllegalArgumentException if their options differ
   */
  public static Batch merge(String id, List<Batch> batches) {
    if (batches.isEmpty()) {
      throw new IllegalArgumentException("there is no batch to merge; give at least one");
    }
    Batch merged = batches.getFirst().mergedWith(id, batches.subList(1, batches.size()));
    List<BatchProblem> problems = validate(merged);
    if (!problems.isEmpty()) {
      throw new InvalidBatchException(problems);
    }
    return merged;
  }

  /**
   * How many tasks each batch should have, where many tasks that don't need each other may be cut
   * into batches at will. A batch lives in one partition of the topics, so there should be at least
   * one for each, and as many for one as for the other; and it should not have fewer tasks than
   * there are slots, because each batch costs an opening and an end.
   *
   * @param tasks all of them, at least 1
   * @param partitions of the topics by batch id, at least 1: {@code sluice.topics.partitions}
   * @param slots of all workers together, at least 1
   * @return from 1 to the most that a batch may have
   */
  public static int optimalBatchSize(long tasks, int partitions, int slots) {
    if (tasks < 1 || partitions < 1 || slots < 1) {
      throw new IllegalArgumentException(
          "tasks, partitions and slots must be at least 1, were %d, %d and %d"
              .formatted(tasks, partitions, slots));
    }
    long most = Limits.DEFAULT.tasksPerBatch();
    long least = Math.min(Math.min(tasks, slots), most);
    long rounds = Math.ceilDiv(tasks, Math.multiplyExact(most, (long) partitions));
    long even = Math.ceilDiv(tasks, Math.multiplyExact(rounds, (long) partitions));
    return Math.toIntExact(Math.clamp(even, least, most));
  }

  /**
   * Like {@link #estimateDuration(Batch, int, Map, Duration)}, and also counts tasks whose duration
   * is not known as nothing.
   */
  public static DurationEstimate estimateDuration(
      Batch batch, int slots, Map<String, Duration> known) {
    return estimateDuration(batch, slots, known, Duration.ZERO);
  }

  /**
   * How long a batch will take if nothing fails and the workers have nothing else to do. Releasing
   * and reporting take no time in it; the window of the batch ({@code maxParallel}, {@code
   * sequential}) is kept.
   *
   * @param slots of all workers together, at least 1
   * @param known how long tasks take, by id; none negative
   * @param otherwise how long each of the others takes
   * @throws IllegalStateException if tasks of an open batch need some that are not there yet
   */
  public static DurationEstimate estimateDuration(
      Batch batch, int slots, Map<String, Duration> known, Duration otherwise) {
    Objects.requireNonNull(otherwise, "otherwise");
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be at least 1, was " + slots);
    }
    return new DurationBounds(batch, known, otherwise).with(slots);
  }
}
