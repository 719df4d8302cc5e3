package dev.sluice.worker.heartbeat;

import dev.sluice.records.Heartbeat;
import dev.sluice.records.RunningTask;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.execution.Execution;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a heartbeat each time that it is run. One that fails is not repeated. */
public final class HeartbeatPublisher implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatPublisher.class);
  private static final int MOST_RUNNING = 1_000;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final RecordCodec<Heartbeat> codec;
  private final WorkerFacts facts;
  private final Tally tally;
  private final AnchoredClock clock;
  private final Supplier<Collection<Execution>> live;

  /** What does not change while a worker lives; {@code startedAt} in microseconds. */
  public record WorkerFacts(
      String workerId,
      String pool,
      String host,
      long startedAt,
      int concurrency,
      List<String> types) {}

  public HeartbeatPublisher(
      Producer<byte[], byte[]> producer,
      String topic,
      RecordCodec<Heartbeat> codec,
      WorkerFacts facts,
      Tally tally,
      AnchoredClock clock,
      Supplier<Collection<Execution>> live) {
    this.producer = producer;
    this.topic = topic;
    this.codec = codec;
    this.facts = facts;
    this.tally = tally;
    this.clock = clock;
    this.live = live;
  }

  @Override
  public void run() {
    try {
      byte[] key = facts.workerId().getBytes(StandardCharsets.UTF_8);
      var unused =
          producer.send(new ProducerRecord<>(topic, key, codec.encode(topic, heartbeat())));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("No heartbeat can be published to {} now: {}", topic, e.toString());
    }
  }

  private Heartbeat heartbeat() {
    return Heartbeat.newBuilder()
        .setWorkerId(facts.workerId())
        .setPool(facts.pool())
        .setHost(facts.host())
        .setStartedAt(facts.startedAt())
        .setAt(clock.micros())
        .setConcurrency(facts.concurrency())
        .setTypes(facts.types())
        .setRunning(
            live.get().stream().flatMap(HeartbeatPublisher::running).limit(MOST_RUNNING).toList())
        .setSucceeded(tally.succeeded())
        .setFailed(tally.failed())
        .build();
  }

  private static Stream<RunningTask> running(Execution execution) {
    var release = execution.release();
    return execution.running().stream()
        .map(attempt ->
            RunningTask.newBuilder()
                .setBatchId(release.getBatchId())
                .setTaskId(release.getTaskId())
                .setReleaseNumber(release.getReleaseNumber())
                .setAttempt(attempt.number())
                .setStartedAt(attempt.startedAt())
                .setType(release.getType())
                .build());
  }
}
