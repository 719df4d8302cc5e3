package dev.sluice.core.task;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the open command says about a batch.
 *
 * @param expectedTasks present: the batch is sealed at this count
 * @param held not started before a start command
 * @param maxFailed more failed tasks than this stop the batch; -1 = no limit
 * @param maxFailedPercent as {@code maxFailed}, in percent of the expected tasks; negative = no
 *     limit
 * @param maxParallel the window of {@link Mode#PARALLEL}; 0 = no limit
 * @param deadline the batch is stopped at this time, in microseconds since the epoch; 0 = none
 * @param openTimeoutMs a batch that is still not complete so long after the last that was heard of
 *     it is given up; 0 = as the scheduler is set up
 */
public record BatchOptions(
    @Nullable String name,
    OptionalLong expectedTasks,
    boolean held,
    OnFailure onFailure,
    long maxFailed,
    double maxFailedPercent,
    Mode mode,
    int maxParallel,
    long deadline,
    Map<String, String> labels,
    long openTimeoutMs) {

  /** What holds for a batch that was never opened by a command. */
  public static final BatchOptions DEFAULT =
      new BatchOptions(
          null,
          OptionalLong.empty(),
          false,
          OnFailure.CONTINUE,
          -1,
          -1.0,
          Mode.DISTRIBUTED,
          0,
          0,
          Map.of(),
          0);

  public BatchOptions {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** The same options with another deadline. */
  public BatchOptions withDeadline(long other) {
    return new BatchOptions(
        name,
        expectedTasks,
        held,
        onFailure,
        maxFailed,
        maxFailedPercent,
        mode,
        maxParallel,
        other,
        labels,
        openTimeoutMs);
  }

  /** The same options of a batch with another name, so many tasks and these labels. */
  public BatchOptions sealedAs(@Nullable String otherName, long tasks, Map<String, String> other) {
    return new BatchOptions(
        otherName,
        OptionalLong.of(tasks),
        held,
        onFailure,
        maxFailed,
        maxFailedPercent,
        mode,
        maxParallel,
        deadline,
        other,
        openTimeoutMs);
  }
}
