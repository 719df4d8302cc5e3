package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

class PollsTest {

  private static final Duration WAIT = Duration.ofMillis(100);

  private final List<Duration> waits = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration wait) {
          waits.add(wait);
          return ConsumerRecords.empty();
        }
      };
  private final Session session = new Session(Map::of, Duration.ofSeconds(10), 0);
  private final Polls polls = new Polls(consumer, session);

  @Test
  void theConsumerWaitsWhileTheGroupIsHeard() {
    polls.poll(WAIT);
    polls.poll(Duration.ZERO);
    assertThat(waits).containsExactly(WAIT, Duration.ZERO);
  }

  @Test
  void itIsNotLetToSpinWhenNothingIsHeard() {
    session.ends(Duration.ofSeconds(6).toNanos());
    long before = System.nanoTime();
    polls.poll(WAIT);
    assertThat(waits).containsExactly(Duration.ZERO);
    assertThat(System.nanoTime()).as("it waited itself").isGreaterThan(before + 1_000_000);
  }
}
