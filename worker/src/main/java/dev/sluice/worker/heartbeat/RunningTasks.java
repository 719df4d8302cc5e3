package dev.sluice.worker.heartbeat;

import dev.sluice.records.RunningTask;
import dev.sluice.worker.execution.Execution;
import dev.sluice.worker.execution.RunningAttempt;
import dev.sluice.worker.heartbeat.HeartbeatPublisher.Named;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The tasks of a heartbeat. What handlers keep for their next attempts and say of them goes along
 * as far as it fits: the largest are left out first, so that the record stays below what its topic
 * takes.
 */
final class RunningTasks {

  private static final int MOST_EXTRA_BYTES = 512 * 1024;
  private static final int MOST_BYTES_A_CHAR = 3;
  private static final int NO_ATTEMPT = 0;

  private RunningTasks() {}

  static List<RunningTask> of(List<Named> named) {
    int most = largest(named);
    return named.stream().map(each -> task(each, most)).toList();
  }

  /** The size from which on it is left out, so that all others fit together. */
  private static int largest(List<Named> named) {
    int[] sizes = named.stream().mapToInt(each -> size(each.execution())).sorted().toArray();
    long sum = Arrays.stream(sizes).asLongStream().sum();
    int most = Integer.MAX_VALUE;
    for (int i = sizes.length - 1; i >= 0 && sum > MOST_EXTRA_BYTES; i--) {
      sum -= sizes[i];
      most = sizes[i] - 1;
    }
    return most;
  }

  private static int size(Execution execution) {
    int details = execution.details().map(ByteBuffer::remaining).orElse(0);
    return details + execution.running().map(RunningTasks::noteSize).orElse(0);
  }

  private static int noteSize(RunningAttempt attempt) {
    return attempt.note() == null ? 0 : MOST_BYTES_A_CHAR * attempt.note().length();
  }

  private static RunningTask task(Named named, int most) {
    Execution execution = named.execution();
    boolean all = size(execution) <= most;
    var release = execution.release();
    var task =
        RunningTask.newBuilder()
            .setBatchId(release.getBatchId())
            .setTaskId(release.getTaskId())
            .setReleaseNumber(release.getReleaseNumber())
            .setAttempt(NO_ATTEMPT)
            .setStartedAt(named.since())
            .setType(release.getType())
            .setLeased(named.leased())
            .setDetails(all ? execution.details().orElse(null) : null);
    execution
        .running()
        .ifPresent(attempt ->
            task.setAttempt(attempt.number())
                .setStartedAt(attempt.startedAt())
                .setProgress(attempt.progress())
                .setNote(all ? attempt.note() : null));
    return task.build();
  }
}
