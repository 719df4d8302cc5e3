package dev.sluice.worker.transport.consumer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Polls that also wait while the group is out of reach. A consumer that has lost its coordinator
 * does not wait in a poll, it spins until the time is over (KAFKA-20253); so while nothing is heard
 * of the group, the waiting is done here. What the consumer's own thread does meanwhile can't be
 * helped.
 */
final class Polls {

  private static final long SILENT_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Consumer<byte[], byte[]> consumer;
  private final Session session;

  Polls(Consumer<byte[], byte[]> consumer, Session session) {
    this.consumer = consumer;
    this.session = session;
  }

  /**
   * What there is.
   *
   * @param wait until there is something, at most; may return nothing before
   */
  ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    if (wait.isZero() || !session.silent()) {
      return consumer.poll(wait);
    }
    LockSupport.parkNanos(this, Math.min(wait.toNanos(), SILENT_WAIT_NANOS));
    return consumer.poll(Duration.ZERO);
  }
}
