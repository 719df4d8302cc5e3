package dev.sluice.worker.transport.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether the group may have taken this member for gone, because no answer of its coordinator came
 * for the time of a session. Consumers don't say so before they hear from it again, by which time
 * others have run the member's tasks. By the worker's own clock, one thread's.
 */
final class Session {

  private static final String GROUP = "consumer-coordinator-metrics";

  /** Answers of the coordinator; a member that joins sends no heartbeats meanwhile. */
  private static final Set<String> ANSWERS = Set.of("heartbeat-total", "join-total", "sync-total");

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Supplier<Map<MetricName, ? extends Metric>> metrics;
  private final long timeoutNanos;
  private double answers;
  private long lookedAt;
  private long heardAt;
  private boolean over;
  private boolean silent;

  /**
   * @param metrics of the consumer
   * @param timeout after which its brokers take a member for gone
   */
  Session(Supplier<Map<MetricName, ? extends Metric>> metrics, Duration timeout, long now) {
    this.metrics = metrics;
    this.timeoutNanos =
        TimeUnit.NANOSECONDS.convert(timeout); // the brokers may not say it: for ever
    this.lookedAt = now;
    this.heardAt = now;
  }

  /**
   * Looks whether answers have come since the last look. As nobody knows when they did, they are
   * taken to be as old as that: whoever stood still for a session has lost it. Looks now and then
   * only, however often it is called.
   *
   * @return whether it is over now and was not at the last look
   */
  boolean ends(long now) {
    if (now - lookedAt < LOOK_NANOS) {
      return false;
    }
    double count = answers();
    if (count != answers) {
      answers = count;
      heardAt = lookedAt;
    }
    lookedAt = now;
    boolean before = over;
    over = now - heardAt >= timeoutNanos;
    silent = now - heardAt >= timeoutNanos / 2;
    return over && !before;
  }

  /** At the last look. */
  boolean over() {
    return over;
  }

  /** Whether at the last look half of its time had gone without an answer. */
  boolean silent() {
    return silent;
  }

  private double answers() {
    return metrics.get().values().stream()
        .filter(each -> each.metricName().group().equals(GROUP))
        .filter(each -> ANSWERS.contains(each.metricName().name()))
        .mapToDouble(each -> ((Number) each.metricValue()).doubleValue())
        .sum();
  }
}
