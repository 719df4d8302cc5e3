package dev.sluice.worker.report;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record until the brokers have it, every second for as long as the worker lives. What is
 * too large is its sender's concern. Thread-safe.
 */
final class PatientSender {

  private static final Logger LOG = LoggerFactory.getLogger(PatientSender.class);
  private static final long AGAIN_AFTER_MS = 1_000;

  private final Producer<byte[], byte[]> producer;
  private final ScheduledExecutorService timers;
  private final Executor aside;

  /**
   * @param producer sends with acks=all
   * @param timers waits only; where it is shut down nothing is sent again
   * @param aside runs what may block
   */
  PatientSender(
      Producer<byte[], byte[]> producer, ScheduledExecutorService timers, Executor aside) {
    this.producer = producer;
    this.timers = timers;
    this.aside = aside;
  }

  /**
   * What is to be sent.
   *
   * @param name for the log
   * @param record makes the record, anew for each try: that may need what is away for a while
   * @param acknowledged told once, when the brokers have it
   * @param tooLarge told once, aside, instead of being tried again
   */
  record Letter(
      String name,
      Supplier<ProducerRecord<byte[], byte[]>> record,
      Runnable acknowledged,
      Consumer<RecordTooLargeException> tooLarge) {}

  void send(Letter letter) {
    try {
      var unused =
          producer.send(
              letter.record().get(),
              (metadata, error) -> {
                switch (error) {
                  case null -> letter.acknowledged().run();
                  case RecordTooLargeException large ->
                      aside.execute(() -> letter.tooLarge().accept(large));
                  default -> again(letter, error);
                }
              });
    } catch (KafkaException
        | IllegalStateException e) { // the registry's outage is one of the former
      again(letter, e);
    }
  }

  /** Tries again in a while. */
  void again(Letter letter, Exception error) {
    if (timers.isShutdown()) {
      return;
    }
    LOG.warn("{} can't be published, trying again: {}", letter.name(), error.toString());
    var unused =
        timers.schedule(
            () -> aside.execute(() -> send(letter)), AGAIN_AFTER_MS, TimeUnit.MILLISECONDS);
  }
}
