package dev.sluice.worker.report;

import dev.sluice.worker.report.PatientSender.Letter;
import dev.sluice.worker.transport.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records that are not to be worked on to the dead-letter topic, byte for byte as they came,
 * with headers that say where from and why. A record that can't be published is tried again every
 * second; one that is too large even for that topic goes without its value.
 */
public final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MOST_ERROR_CHARS = 1_000;

  private final PatientSender sender;
  private final Executor aside;
  private final String topic;

  /**
   * @param timers waits only
   * @param aside runs what may block
   */
  public DeadLetters(
      Producer<byte[], byte[]> producer,
      String topic,
      ScheduledExecutorService timers,
      Executor aside) {
    this.sender = new PatientSender(producer, timers, aside);
    this.aside = aside;
    this.topic = topic;
  }

  /**
   * Never blocks.
   *
   * @param reason a code, e.g. {@code BAD_RECORD}
   * @param acknowledged called once, when the brokers have it
   */
  public void publish(Delivery delivery, String reason, String error, Runnable acknowledged) {
    var id = delivery.id();
    LOG.warn("{} goes to {}: {}: {}", id, topic, reason, error);
    List<Header> headers =
        List.of(
            header("sluice-reason", reason),
            header("sluice-source-topic", id.topic()),
            header("sluice-source-partition", Integer.toString(id.partition())),
            header("sluice-source-offset", Long.toString(id.offset())),
            header(
                "sluice-error",
                error.length() <= MOST_ERROR_CHARS ? error : error.substring(0, MOST_ERROR_CHARS)));
    var letter = new ProducerRecord<>(topic, null, delivery.key(), delivery.value(), headers);
    aside.execute(() -> send(letter, acknowledged));
  }

  private void send(ProducerRecord<byte[], byte[]> record, Runnable acknowledged) {
    sender.send(letter(record, acknowledged));
  }

  private Letter letter(ProducerRecord<byte[], byte[]> record, Runnable acknowledged) {
    return new Letter(
        "A record for " + topic,
        () -> record,
        acknowledged,
        tooLarge -> {
          if (record.value() == null) {
            sender.again(letter(record, acknowledged), tooLarge);
          } else {
            send(withoutValue(record), acknowledged);
          }
        });
  }

  private static ProducerRecord<byte[], byte[]> withoutValue(
      ProducerRecord<byte[], byte[]> letter) {
    var less =
        new ProducerRecord<byte[], byte[]>(
            letter.topic(), null, letter.key(), null, letter.headers());
    less.headers().add(header("sluice-value-left-out", letter.value().length + " bytes"));
    return less;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
