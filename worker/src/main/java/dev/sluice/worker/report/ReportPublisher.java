package dev.sluice.worker.report;

import dev.sluice.records.Report;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.worker.execution.Ending;
import dev.sluice.worker.report.PatientSender.Letter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Publishes reports and tells when the brokers have acknowledged them. A report that can't be
 * published is tried again every second for as long as the worker lives: until then its delivery is
 * not accepted, and if the worker goes, another one runs the task again. Thread-safe.
 */
public final class ReportPublisher {

  private final PatientSender sender;
  private final String topic;
  private final String workerId;
  private final RecordCodec<Report> codec;
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
    this.sender = new PatientSender(producer, timers, aside);
    this.topic = topic;
    this.workerId = workerId;
    this.codec = codec;
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
    sender.send(letter(report, headers, acknowledged));
  }

  private Letter letter(Report report, List<Header> headers, Runnable acknowledged) {
    byte[] key = report.getBatchId().getBytes(StandardCharsets.UTF_8);
    return new Letter(
        "Report of " + report.getBatchId() + "/" + report.getTaskId(),
        () -> new ProducerRecord<>(topic, null, key, codec.encode(topic, report), headers),
        acknowledged,
        tooLarge ->
            ReportRecord.smaller(report, String.valueOf(tooLarge.getMessage()))
                .ifPresentOrElse(
                    less -> publish(less, headers, acknowledged),
                    () -> sender.again(letter(report, headers, acknowledged), tooLarge)));
  }
}
