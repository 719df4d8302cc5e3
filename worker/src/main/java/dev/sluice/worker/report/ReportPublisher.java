package dev.sluice.worker.report;

import dev.sluice.records.Report;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.worker.execution.Ending;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes reports and tells when the brokers have acknowledged them. A report that can't be
 * published is tried again every second for as long as the worker lives: until then its delivery is
 * not accepted, and if the worker goes, another one runs the task again. Thread-safe.
 */
public final class ReportPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(ReportPublisher.class);
  private static final long AGAIN_AFTER_MS = 1_000;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String workerId;
  private final RecordCodec<Report> codec;
  private final ScheduledExecutorService timers;
  private final Executor aside;

  /**
   * @param producer sends with acks=all
   * @param aside runs what may block
   */
  public ReportPublisher(
      Producer<byte[], byte[]> producer,
      String topic,
      String workerId,
      RecordCodec<Report> codec,
      ScheduledExecutorService timers,
      Executor aside) {
    this.producer = producer;
    this.topic = topic;
    this.workerId = workerId;
    this.codec = codec;
    this.timers = timers;
    this.aside = aside;
  }

  /**
   * Publishes the report of an execution.
   *
   * @param acknowledged called once, when the brokers have it
   */
  public void publish(Released released, Ending.Reported ending, Runnable acknowledged) {
    publish(
        ReportRecord.of(released, ending, workerId),
        ReportHeaders.of(released.release()),
        acknowledged);
  }

  /** Like {@link #publish}, but never blocks: for many reports by one thread. */
  public void publishAside(Released released, Ending.Reported ending, Runnable acknowledged) {
    aside.execute(() -> publish(released, ending, acknowledged));
  }

  /**
   * Publishes that the worker answers for a task by its heartbeats. Never blocks.
   *
   * @param now microseconds since the epoch
   * @param acknowledged as in {@link #publish}
   */
  public void publishLease(Released released, long now, Runnable acknowledged) {
    aside.execute(() ->
        publish(
            ReportRecord.lease(released, workerId, now),
            ReportHeaders.of(released.release()),
            acknowledged));
  }

  private void publish(Report report, List<Header> headers, Runnable acknowledged) {
    try {
      byte[] key = report.getBatchId().getBytes(StandardCharsets.UTF_8);
      var unused =
          producer.send(
              new ProducerRecord<>(topic, null, key, codec.encode(topic, report), headers),
              (metadata, error) -> answered(report, headers, acknowledged, error));
    } catch (KafkaException
        | IllegalStateException e) { // the registry's outage is one of the former
      publishAgain(report, headers, acknowledged, e);
    }
  }

  private void answered(
      Report report, List<Header> headers, Runnable acknowledged, @Nullable Exception error) {
    if (error == null) {
      acknowledged.run();
      return;
    }
    Optional<Report> smaller =
        error instanceof RecordTooLargeException
            ? ReportRecord.smaller(report, String.valueOf(error.getMessage()))
            : Optional.empty();
    smaller.ifPresentOrElse(
        less -> aside.execute(() -> publish(less, headers, acknowledged)),
        () -> publishAgain(report, headers, acknowledged, error));
  }

  private void publishAgain(
      Report report, List<Header> headers, Runnable acknowledged, Exception error) {
    if (timers.isShutdown()) {
      return;
    }
    LOG.warn(
        "Report of {}/{} can't be published, trying again: {}",
        report.getBatchId(),
        report.getTaskId(),
        error.toString());
    var unused =
        timers.schedule(
            () -> aside.execute(() -> publish(report, headers, acknowledged)),
            AGAIN_AFTER_MS,
            TimeUnit.MILLISECONDS);
  }
}
