package dev.sluice.client.internal;

import dev.sluice.client.BatchSummary;
import dev.sluice.client.CriticalPath;
import dev.sluice.client.DurationHistogram;
import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.ErrorGroup;
import dev.sluice.client.TaskChain;
import dev.sluice.client.TaskCounts;
import dev.sluice.client.TaskFigure;
import dev.sluice.client.TaskResult;
import dev.sluice.client.TimelineBucket;
import dev.sluice.core.task.BatchStatus;
import dev.sluice.core.task.Content;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Result;
import dev.sluice.records.Summary;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Records of the topics become what the application sees. */
public final class RecordsIn {

  private RecordsIn() {}

  /** A result as the application sees it. */
  public static TaskResult result(Result record) {
    return result(record, null);
  }

  /**
   * Like {@link #result(Result)}, and also shares the texts that are as in the result before: those
   * who keep the results of a large batch keep its id once.
   */
  static TaskResult result(Result record, @Nullable TaskResult before) {
    boolean first = before == null;
    return new TaskResult(
        shared(record.getBatchId(), first ? null : before.batchId()),
        record.getTaskId(),
        record.getRound(),
        record.getName(),
        status(record.getStatus()),
        record.getReason(),
        content(record.getOutput(), record.getOutputContentType(), first ? null : before.output()),
        error(record.getError()),
        record.getAttempts(),
        record.getRetryCount(),
        record.getQueuedAt(),
        record.getReleasedAt(),
        record.getStartedAt(),
        record.getFinishedAt(),
        record.getRuntimeMicros(),
        shared(record.getWorker(), first ? null : before.worker()),
        shared(record.getType(), first ? null : before.type()),
        shared(record.getGroup(), first ? null : before.group()),
        priority(record.getPriority()),
        record.getCachedFrom(),
        chain(record));
  }

  /** Most tasks need nothing, or did not run. */
  private static TaskChain chain(Result record) {
    return record.getChainTasks() == 0
        ? TaskChain.NONE
        : new TaskChain(record.getChainMicros(), record.getChainTasks(), record.getChainNeed());
  }

  @SuppressWarnings("NullAway")
  private static <T extends @Nullable String> T shared(T text, @Nullable String before) {
    return text != null && text.equals(before) ? (T) before : text;
  }

  /** A summary as the application sees it. */
  public static BatchSummary summary(Summary record) {
    return new BatchSummary(
        record.getBatchId(),
        record.getName(),
        status(record.getStatus()),
        record.getReason(),
        record.getRound(),
        record.getLabels(),
        record.getExpectedTasks() == null
            ? OptionalLong.empty()
            : OptionalLong.of(record.getExpectedTasks()),
        counts(record.getCounts()),
        counts(record.getByType()),
        counts(record.getByGroup()),
        counts(record.getByWorker()),
        countsByPriority(record.getByPriority()),
        record.getRetried(),
        record.getSuccessRate(),
        record.getThroughputPerSecond(),
        quantiles(record.getQueueWait()),
        quantiles(record.getRunTime()),
        record.getErrors().stream().map(RecordsIn::errorGroup).toList(),
        record.getOpenedAt(),
        record.getFinishedAt(),
        micros(record.getDurationMicros()),
        record.getCached(),
        record.getTimeline().stream().map(RecordsIn::bucket).toList(),
        new CriticalPath(
            record.getCriticalPath(),
            record.getCriticalPathTasks(),
            micros(record.getCriticalPathMicros())),
        quantiles(record.getQueueWaitByType()),
        quantiles(record.getRunTimeByType()),
        figures(record.getSlowest()),
        figures(record.getFlakiest()),
        record.getRemainingPath(),
        record.getUpdatedAt());
  }

  /** An end that this version does not know is not a success that it could vouch for. */
  private static TaskStatus status(dev.sluice.records.TaskStatus status) {
    return switch (status) {
      case SUCCEEDED -> TaskStatus.SUCCEEDED;
      case FAILED, UNKNOWN -> TaskStatus.FAILED;
      case TIMED_OUT -> TaskStatus.TIMED_OUT;
      case CANCELLED -> TaskStatus.CANCELLED;
      case SKIPPED -> TaskStatus.SKIPPED;
      case REJECTED -> TaskStatus.REJECTED;
    };
  }

  /** A state that this version does not know is not taken for an end. */
  private static BatchStatus status(dev.sluice.records.BatchStatus status) {
    return switch (status) {
      case OPEN -> BatchStatus.OPEN;
      case RUNNING, UNKNOWN -> BatchStatus.RUNNING;
      case PAUSED -> BatchStatus.PAUSED;
      case SUCCEEDED -> BatchStatus.SUCCEEDED;
      case FAILED -> BatchStatus.FAILED;
      case CANCELLED -> BatchStatus.CANCELLED;
      case REJECTED -> BatchStatus.REJECTED;
    };
  }

  private static Priority priority(dev.sluice.records.Priority priority) {
    return switch (priority) {
      case CRITICAL -> Priority.CRITICAL;
      case HIGH -> Priority.HIGH;
      case NORMAL -> Priority.NORMAL;
      case LOW -> Priority.LOW;
      case BACKGROUND -> Priority.BACKGROUND;
    };
  }

  private static @Nullable Content content(
      @Nullable ByteBuffer bytes, String type, @Nullable Content before) {
    if (bytes == null) {
      return null;
    }
    return new Content(array(bytes), shared(type, before == null ? null : before.type()));
  }

  /** A record that was just decoded has its bytes for itself. */
  private static byte[] array(ByteBuffer bytes) {
    if (bytes.hasArray() && bytes.arrayOffset() == 0 && bytes.remaining() == bytes.array().length) {
      return bytes.array();
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  private static @Nullable TaskError error(@Nullable ErrorInfo error) {
    return error == null
        ? null
        : new TaskError(error.getType(), error.getMessage(), error.getRetryable());
  }

  private static ErrorGroup errorGroup(dev.sluice.records.ErrorGroup group) {
    return new ErrorGroup(
        group.getFingerprint(),
        group.getCount(),
        group.getType(),
        group.getMessage(),
        group.getExampleTaskId());
  }

  private static TaskCounts counts(Counts counts) {
    return new TaskCounts(
        counts.getTotal(),
        counts.getSucceeded(),
        counts.getFailed(),
        counts.getTimedOut(),
        counts.getCancelled(),
        counts.getSkipped(),
        counts.getRejected());
  }

  private static Map<String, TaskCounts> counts(Map<String, Counts> counts) {
    Map<String, TaskCounts> all = new HashMap<>();
    counts.forEach((key, value) -> all.put(key, counts(value)));
    return all;
  }

  /** A priority that this version does not know is left out. */
  private static Map<Priority, TaskCounts> countsByPriority(Map<String, Counts> counts) {
    Map<Priority, TaskCounts> all = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      counts.forEach((key, value) -> {
        if (key.equalsIgnoreCase(priority.name())) {
          all.put(priority, counts(value));
        }
      });
    }
    return all;
  }

  private static DurationQuantiles quantiles(Durations durations) {
    return durations.getCount() == 0
        ? DurationQuantiles.NONE
        : new DurationQuantiles(
            durations.getCount(),
            micros(durations.getP50()),
            micros(durations.getP95()),
            micros(durations.getP99()),
            micros(durations.getMax()),
            DurationHistogram.of(array(durations.getHistogram())));
  }

  private static Map<String, DurationQuantiles> quantiles(Map<String, Durations> durations) {
    Map<String, DurationQuantiles> all = new HashMap<>();
    durations.forEach((type, its) -> all.put(type, quantiles(its)));
    return all;
  }

  private static TimelineBucket bucket(dev.sluice.records.TimelineBucket bucket) {
    return new TimelineBucket(
        bucket.getStartAt(),
        micros(bucket.getLengthMicros()),
        bucket.getSucceeded(),
        bucket.getFailed(),
        bucket.getNotRun());
  }

  private static List<TaskFigure> figures(List<dev.sluice.records.TaskFigure> figures) {
    return figures.stream()
        .map(figure -> new TaskFigure(figure.getTaskId(), figure.getType(), figure.getValue()))
        .toList();
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
