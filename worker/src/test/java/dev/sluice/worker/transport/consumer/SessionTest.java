package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class SessionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Map<MetricName, Metric> metrics = new HashMap<>();
  private final AtomicLong heartbeats = count("heartbeat-total");
  private final AtomicLong joins = count("join-total");
  private final Session session = new Session(() -> metrics, TIMEOUT, 0);
  private Duration now = Duration.ZERO;

  private AtomicLong count(String name) {
    var name0 = new MetricName(name, "consumer-coordinator-metrics", "", Map.of());
    var value = new AtomicLong();
    metrics.put(
        name0,
        new Metric() {
          @Override
          public MetricName metricName() {
            return name0;
          }

          @Override
          public Object metricValue() {
            return value.doubleValue();
          }
        });
    return value;
  }

  private boolean endsAfter(Duration time) {
    now = now.plus(time);
    return session.ends(now.toNanos());
  }

  @Test
  void itGoesOnWhileAnswersCome() {
    for (int i = 0; i < 100; i++) {
      (i % 2 == 0 ? heartbeats : joins).incrementAndGet();
      assertThat(endsAfter(Duration.ofSeconds(5))).isFalse();
    }
    assertThat(session.over()).isFalse();
  }

  @Test
  void itEndsOnceWhenNoneHasComeForSoLong() {
    heartbeats.incrementAndGet();
    assertThat(endsAfter(LOOK)).isFalse();
    assertThat(endsAfter(TIMEOUT.minus(LOOK).minusNanos(1))).isFalse();
    assertThat(endsAfter(LOOK)).isTrue();
    assertThat(endsAfter(LOOK)).as("told once").isFalse();
    assertThat(session.over()).isTrue();
    heartbeats.incrementAndGet();
    assertThat(endsAfter(LOOK)).isFalse();
    assertThat(session.over()).as("the group has answered").isFalse();
    assertThat(endsAfter(TIMEOUT)).as("and ends anew").isTrue();
  }

  @Test
  void itIsSilentWhenNoAnswerHasComeForHalfOfIt() {
    heartbeats.incrementAndGet();
    assertThat(endsAfter(LOOK)).isFalse();
    endsAfter(TIMEOUT.dividedBy(2).minus(LOOK).minusNanos(1));
    assertThat(session.silent()).isFalse();
    endsAfter(LOOK);
    assertThat(session.silent()).isTrue();
    heartbeats.incrementAndGet();
    endsAfter(LOOK);
    assertThat(session.silent()).isFalse();
  }

  @Test
  void anAnswerFromBeforeALongPauseMeansNothing() {
    assertThat(endsAfter(LOOK)).isFalse();
    heartbeats.incrementAndGet();
    assertThat(endsAfter(TIMEOUT)).isTrue();
  }

  @Test
  void itIsNotLookedAtAllTheTime() {
    heartbeats.incrementAndGet();
    assertThat(endsAfter(Duration.ofNanos(1))).isFalse();
    metrics.clear();
    assertThat(endsAfter(Duration.ofNanos(1))).isFalse();
  }
}
