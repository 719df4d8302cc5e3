package dev.sluice.results;

import dev.sluice.client.CriticalPath;
import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.results.report.Heading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Results as tests need them. */
public final class Results {

  public static final long START = 1_770_000_000_000_000L;

  private static final TaskStatus[] ENDS = {
    TaskStatus.SUCCEEDED,
    TaskStatus.SUCCEEDED,
    TaskStatus.SUCCEEDED,
    TaskStatus.SUCCEEDED,
    TaskStatus.FAILED,
    TaskStatus.TIMED_OUT,
    TaskStatus.CANCELLED,
    TaskStatus.SKIPPED,
    TaskStatus.REJECTED
  };

  private Results() {}

  /** A task of which nothing special is known. */
  public static TaskResult of(String id, TaskStatus status) {
    return of(
        id, null, status, null, null, 1, START, START + 10, START + 1010, "w-1", "noop", null);
  }

  /** A task that succeeded with this output. */
  public static TaskResult output(String id, @Nullable String output, String type) {
    Content content =
        output == null ? null : new Content(output.getBytes(StandardCharsets.UTF_8), type);
    return of(
        id,
        null,
        TaskStatus.SUCCEEDED,
        content,
        null,
        1,
        START,
        START + 10,
        START + 1010,
        "w-1",
        "noop",
        null);
  }

  public static TaskResult of(
      String id,
      @Nullable String name,
      TaskStatus status,
      @Nullable Content output,
      @Nullable TaskError error,
      int attempts,
      long queuedAt,
      long startedAt,
      long finishedAt,
      @Nullable String worker,
      String type,
      @Nullable String group) {
    return new TaskResult(
        "b",
        id,
        1,
        name,
        status,
        status == TaskStatus.SUCCEEDED ? null : "HANDLER_ERROR",
        output,
        error,
        attempts,
        Math.max(0, attempts - 1),
        queuedAt,
        queuedAt + 1,
        startedAt,
        finishedAt,
        Math.max(0, finishedAt - startedAt),
        worker,
        type,
        group,
        Priority.NORMAL,
        null,
        TaskChain.NONE);
  }

  /** Tasks with all sorts of ends, times, types and workers; the same ones for the same seed. */
  public static List<TaskResult> random(long seed, int count) {
    return stream(seed, count).toList();
  }

  /** Like {@link #random}, and also made only when they are asked for. */
  public static Stream<TaskResult> stream(long seed, int count) {
    var random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> one(i, count, random));
  }

  private static TaskResult one(int i, int count, Random random) {
    TaskStatus status = ENDS[random.nextInt(ENDS.length)];
    boolean ran = status != TaskStatus.SKIPPED && status != TaskStatus.REJECTED;
    long queued = START + 60_000_000L * i / count + random.nextInt(1000);
    long started = ran ? queued + random.nextInt(5000) : 0;
    long finished = ran ? started + (long) Math.exp(random.nextGaussian() + 9) : queued;
    TaskError error =
        status == TaskStatus.SUCCEEDED
            ? null
            : new TaskError(
                "Boom" + random.nextInt(3), "no luck with " + random.nextInt(1000), true);
    return of(
        "task-" + i,
        null,
        status,
        null,
        error,
        ran ? 1 + Math.max(0, random.nextInt(8) - 5) : 0,
        queued,
        started,
        finished,
        ran ? "worker-" + random.nextInt(4) : null,
        "type-" + random.nextInt(5),
        random.nextBoolean() ? "group-" + random.nextInt(3) : null);
  }

  /** An ended batch of so many tasks. */
  public static Heading heading(String batchId, long total) {
    return new Heading(
        batchId,
        null,
        BatchStatus.FAILED,
        null,
        1,
        Map.of(),
        total,
        START,
        START + 61_000_000L,
        Duration.ofSeconds(61),
        CriticalPath.NONE);
  }

  /** The same in another order. */
  public static <T> List<T> shuffled(List<T> list, long seed) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }
}
