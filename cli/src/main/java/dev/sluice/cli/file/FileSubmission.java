package dev.sluice.cli.file;

import dev.sluice.client.Batch;
import dev.sluice.client.BatchBuilder;
import dev.sluice.client.BatchProblem;
import dev.sluice.client.InvalidBatchException;
import dev.sluice.core.task.BatchOptions;
import dev.sluice.core.task.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a batch file into a batch that a client can submit. */
public final class FileSubmission {

  /** What the file's own checks tell with better places. */
  private static final Set<BatchProblem.Code> TOLD =
      Set.of(
          BatchProblem.Code.EMPTY_BATCH,
          BatchProblem.Code.DUPLICATE_TASK,
          BatchProblem.Code.SELF_NEED,
          BatchProblem.Code.UNKNOWN_NEED,
          BatchProblem.Code.CYCLE,
          BatchProblem.Code.MORE_PROBLEMS);

  private FileSubmission() {}

  /**
   * The batch of a file.
   *
   * @param batchId wins over the file's own; null: the file's, or else one is made up
   * @throws FileRejectedException with the place of everything that no batch may contain
   */
  public static Batch batchOf(BatchFile file, @Nullable String batchId)
      throws FileRejectedException {
    return batchOf(file, batchId, false);
  }

  /** Like the other one, and also held until a command starts it. */
  public static Batch batchOf(BatchFile file, @Nullable String batchId, boolean held)
      throws FileRejectedException {
    var problems = new Problems(file.source());
    GraphCheck.check(file.tasks(), problems);
    BatchBuilder builder = builder(file);
    String id = batchId == null ? file.id() : batchId;
    if (id != null) {
      builder.id(id);
    }
    if (held) {
      builder.held();
    }
    if (problems.any()) {
      addBroken(file, builder.problems(), problems);
      throw problems.rejection();
    }
    try {
      return builder.build();
    } catch (InvalidBatchException e) {
      add(file, e.problems(), problems);
      throw problems.rejection();
    }
  }

  /**
   * Adds what no batch may contain to the problems of a file that has some, as far as it does not
   * follow from them.
   *
   * @param file as far as it could be read, each id once
   */
  static void judge(BatchFile file, Problems problems) {
    if (!problems.enough()) {
      GraphCheck.check(file.tasks(), problems);
      addBroken(file, builder(file).problems(), problems);
    }
  }

  private static void addBroken(BatchFile file, List<BatchProblem> rules, Problems problems) {
    add(
        file,
        rules.stream()
            .filter(rule -> !TOLD.contains(rule.code()) && problems.sound(rule.taskId()))
            .toList(),
        problems);
  }

  private static void add(BatchFile file, List<BatchProblem> refusals, Problems problems) {
    Map<String, At> places = HashMap.newHashMap(file.tasks().size());
    file.tasks().forEach(task -> places.put(task.id(), task.at()));
    for (BatchProblem problem : refusals) {
      String[] whatAndRemedy = problem.message().split("; ", 2);
      problems.add(
          places.getOrDefault(problem.taskId(), At.START),
          whatAndRemedy[0],
          whatAndRemedy.length > 1 ? whatAndRemedy[1] : "correct it");
    }
  }

  private static BatchBuilder builder(BatchFile file) {
    BatchOptions options = file.options();
    BatchBuilder builder =
        Batch.named(file.name()).onFailure(options.onFailure()).labels(options.labels());
    builder = builder.mode(options.mode());
    if (options.mode() == Mode.PARALLEL && options.maxParallel() > 0) {
      builder.maxParallel(options.maxParallel());
    }
    if (options.maxFailed() >= 0) {
      builder.maxFailed(options.maxFailed());
    }
    if (options.maxFailedPercent() >= 0) {
      builder.maxFailedPercent(options.maxFailedPercent());
    }
    if (file.timeout() != null) {
      builder.timeout(file.timeout());
    }
    for (FileTask task : file.tasks()) {
      builder.task(task.spec());
    }
    return builder;
  }
}
