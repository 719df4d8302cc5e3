package dev.sluice.scheduler.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Counts of one task: in the counts of the process at once, and now and then, because that takes
 * locks, as rate and total among the metrics of Streams.
 */
final class TaskCounters implements AutoCloseable {

  private static final String GROUP = "sluice-ledger";

  private final StreamsMetrics metrics;
  private final String taskId;
  private final EffectCounts process;
  private final Map<String, Counter> counters = new HashMap<>();

  private static final class Counter {
    private final LongAdder process;
    private final Sensor sensor;
    private long unpublished;

    private Counter(LongAdder process, Sensor sensor) {
      this.process = process;
      this.sensor = sensor;
    }
  }

  TaskCounters(StreamsMetrics metrics, String taskId, EffectCounts process) {
    this.metrics = metrics;
    this.taskId = taskId;
    this.process = process;
  }

  /** Adds one to what happened, by a short name such as {@code ignored-duplicate}. */
  void count(String what) {
    Counter counter = counters.get(what);
    if (counter == null) {
      counter = new Counter(process.counter(what), sensor(what));
      counters.put(what, counter);
    }
    counter.process.increment();
    counter.unpublished++;
  }

  /** Brings the metrics of Streams up to date. */
  void publish() {
    for (Counter counter : counters.values()) {
      if (counter.unpublished > 0) {
        counter.sensor.record(counter.unpublished);
        counter.unpublished = 0;
      }
    }
  }

  private Sensor sensor(String what) {
    Sensor sensor = metrics.addSensor(GROUP + "." + taskId + "." + what, RecordingLevel.INFO);
    Map<String, String> tags = Map.of("task-id", taskId);
    sensor.add(new MetricName(what + "-total", GROUP, "", tags), new CumulativeSum());
    sensor.add(new MetricName(what + "-rate", GROUP, "a second", tags), new Rate(TimeUnit.SECONDS));
    return sensor;
  }

  @Override
  public void close() {
    counters.values().forEach(counter -> metrics.removeSensor(counter.sensor));
    counters.clear();
  }
}
