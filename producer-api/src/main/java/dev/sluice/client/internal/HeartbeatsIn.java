package dev.sluice.client.internal;

import dev.sluice.client.LiveTask;
import dev.sluice.client.LiveWorker;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.RunningTask;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Heartbeats in the words of the client. */
final class HeartbeatsIn {

  private HeartbeatsIn() {}

  /**
   * The worker.
   *
   * @param recordedAt when the broker recorded it, in milliseconds
   */
  static LiveWorker worker(Heartbeat heartbeat, long recordedAt) {
    String id = heartbeat.getWorkerId();
    return new LiveWorker(
        id,
        heartbeat.getPool(),
        heartbeat.getHost(),
        heartbeat.getVersion(),
        heartbeat.getTransport(),
        micros(heartbeat.getStartedAt()),
        Instant.ofEpochMilli(recordedAt),
        heartbeat.getTypes(),
        heartbeat.getConcurrency(),
        heartbeat.getBusy(),
        heartbeat.getLostSlots(),
        heartbeat.getWaiting(),
        heartbeat.getTasksPerSecond(),
        heartbeat.getSucceeded(),
        heartbeat.getFailed(),
        part(heartbeat.getProcessCpu()),
        part(heartbeat.getHeap()),
        heartbeat.getDraining(),
        heartbeat.getPaused(),
        heartbeat.getRunning().stream().map(each -> task(id, each)).toList());
  }

  private static LiveTask task(String workerId, RunningTask task) {
    return new LiveTask(
        task.getBatchId(),
        task.getTaskId(),
        task.getType(),
        task.getAttempt(),
        workerId,
        micros(task.getStartedAt()),
        task.getProgress() < 0 ? OptionalInt.empty() : OptionalInt.of(task.getProgress()),
        task.getNote(),
        task.getLeased());
  }

  private static OptionalDouble part(double value) {
    return value < 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Instant micros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
