package dev.sluice.worker.heartbeat;

import dev.sluice.records.Heartbeat;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.worker.clock.AnchoredClock;
import dev.sluice.worker.execution.Execution;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes heartbeats. One that fails is not repeated. */
public final class HeartbeatPublisher {

  /** Most tasks that one heartbeat names. */
  public static final int MOST_RUNNING = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatPublisher.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final RecordCodec<Heartbeat> codec;
  private final WorkerFacts facts;
  private final Tally tally;
  private final AnchoredClock clock;
  private final Consumer<Heartbeat.Builder> vitals;
  private final Runnable acknowledged;

  /** What does not change while a worker lives; {@code startedAt} in microseconds. */
  public record WorkerFacts(
      String workerId,
      String pool,
      String host,
      long startedAt,
      int concurrency,
      List<String> types) {}

  /**
   * A task that a heartbeat names.
   *
   * @param since when the worker got it, in microseconds since the epoch
   * @param leased whether the heartbeats hold it
   */
  public record Named(Execution execution, long since, boolean leased) {}

  /**
   * @param vitals adds what else there is to say of the worker
   * @param acknowledged told each time that the brokers have a heartbeat
   */
  public HeartbeatPublisher(
      Producer<byte[], byte[]> producer,
      String topic,
      RecordCodec<Heartbeat> codec,
      WorkerFacts facts,
      Tally tally,
      AnchoredClock clock,
      Consumer<Heartbeat.Builder> vitals,
      Runnable acknowledged) {
    this.producer = producer;
    this.topic = topic;
    this.codec = codec;
    this.facts = facts;
    this.tally = tally;
    this.clock = clock;
    this.vitals = vitals;
    this.acknowledged = acknowledged;
  }

  /**
   * Publishes a heartbeat. May block.
   *
   * @param named the most important ones first; those beyond {@link #MOST_RUNNING} are left out
   * @param draining the worker goes away
   * @return completes when the brokers have it, or exceptionally if they don't take it
   */
  public CompletionStage<Void> publish(List<Named> named, boolean draining) {
    var recorded = new CompletableFuture<Void>();
    try {
      send(codec.encode(topic, heartbeat(named, draining)), recorded);
    } catch (KafkaException | IllegalStateException e) {
      failed(e, recorded);
    }
    return recorded.thenRun(acknowledged);
  }

  /** Says that the worker is gone. May block. */
  public void farewell() {
    try {
      send(null, new CompletableFuture<>());
    } catch (KafkaException | IllegalStateException e) {
      LOG.debug("Nobody is told on {} that the worker ends", topic, e);
    }
  }

  private void send(byte @Nullable [] value, CompletableFuture<Void> recorded) {
    byte[] key = facts.workerId().getBytes(StandardCharsets.UTF_8);
    var unused =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, error) -> {
              if (error == null) {
                recorded.complete(null);
              } else {
                failed(error, recorded);
              }
            });
  }

  private void failed(Exception error, CompletableFuture<Void> recorded) {
    LOG.warn("No heartbeat can be published to {} now: {}", topic, error.toString());
    recorded.completeExceptionally(error);
  }

  private Heartbeat heartbeat(List<Named> named, boolean draining) {
    Heartbeat.Builder heartbeat =
        Heartbeat.newBuilder()
            .setWorkerId(facts.workerId())
            .setPool(facts.pool())
            .setHost(facts.host())
            .setStartedAt(facts.startedAt())
            .setAt(clock.micros())
            .setConcurrency(facts.concurrency())
            .setTypes(facts.types())
            .setRunning(
                RunningTasks.of(
                    named.size() <= MOST_RUNNING ? named : named.subList(0, MOST_RUNNING)))
            .setSucceeded(tally.succeeded())
            .setFailed(tally.failed())
            .setDraining(draining);
    vitals.accept(heartbeat);
    return heartbeat.build();
  }
}
