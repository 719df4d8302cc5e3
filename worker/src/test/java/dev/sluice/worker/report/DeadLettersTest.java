package dev.sluice.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  @Test
  void whoPublishesOneIsNotHeldUpByTheProducer() {
    var producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    Queue<Runnable> aside = new ArrayDeque<>();
    try (var timers = Executors.newSingleThreadScheduledExecutor()) {
      var letters = new DeadLetters(producer, "dead", timers, aside::add);
      var delivery =
          new Delivery(new DeliveryId("release", 0, 7), new byte[] {1}, new byte[] {2}, 0, false);
      letters.publish(delivery, "BAD_RECORD", "no such schema", () -> {});
      assertThat(producer.history()).as("by the one who publishes").isEmpty();
      aside.remove().run();
      assertThat(producer.history())
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("dead");
            assertThat(letter.value()).containsExactly(2);
          });
    }
  }
}
