package dev.sluice.scheduler.ledger;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Counts of one task, as rate and total among Streams' own metrics and in the counts of the
 * process.
 */
final class TaskCounters implements AutoCloseable {

  private final StreamsMetrics metrics;
  private final String taskId;
  private final EffectCounts process;
  private final Map<String, Sensor> sensors = new HashMap<>();

  TaskCounters(StreamsMetrics metrics, String taskId, EffectCounts process) {
    this.metrics = metrics;
    this.taskId = taskId;
    this.process = process;
  }

  /** Adds one to what happened, by a short name such as {@code ignored-duplicate}. */
  void count(String what) {
    process.count(what);
    sensors
        .computeIfAbsent(
            what, name -> metrics.addRateTotalSensor("ledger", taskId, name, RecordingLevel.INFO))
        .record();
  }

  @Override
  public void close() {
    sensors.values().forEach(metrics::removeSensor);
    sensors.clear();
  }
}
