package dev.sluice.worker.signal;

import dev.sluice.records.Signal;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.worker.execution.Execution;
import dev.sluice.worker.execution.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the signal topic and stops the executions that a signal means. A signal that can't be read
 * is passed over: the task it meant ends by itself and its late report is ignored.
 */
public final class SignalListener implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SignalListener.class);
  private static final Duration POLL_WAIT = Duration.ofSeconds(1);
  private static final Duration TROUBLE_WAIT = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final RecordCodec<Signal> codec;
  private final StopSignals signals;
  private final Supplier<Stream<Execution>> live;
  private volatile boolean open = true;

  /**
   * @param consumer of its own, without a group; closed when the loop ends
   */
  public SignalListener(
      Consumer<byte[], byte[]> consumer,
      String topic,
      RecordCodec<Signal> codec,
      StopSignals signals,
      Supplier<Stream<Execution>> live) {
    this.consumer = consumer;
    this.topic = topic;
    this.codec = codec;
    this.signals = signals;
    this.live = live;
  }

  /** Ends the loop. Any thread. */
  public void stop() {
    open = false;
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      seekToBeginning();
      while (open) {
        listen();
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("No more signals", e);
    }
  }

  /** From the oldest signal on: a release that this worker takes may have been stopped before. */
  private void seekToBeginning() {
    while (open) {
      try {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        if (partitions.isEmpty()) {
          throw new UnknownTopicOrPartitionException(topic + " does not exist");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        partitions.forEach(consumer::position);
        return;
      } catch (WakeupException | InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        recover(e);
      }
    }
  }

  private void listen() {
    try {
      consumer.poll(POLL_WAIT).forEach(this::hear);
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      recover(e);
    }
  }

  private void recover(KafkaException e) {
    LOG.warn("Signals can't be read from {} now, trying again: {}", topic, e.toString());
    try {
      Thread.sleep(TROUBLE_WAIT);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      obey(codec.decode(topic, record.value()));
    } catch (UndecodableRecordException | RegistryUnavailableException e) {
      LOG.warn("Signal {}-{}@{} can't be read", topic, record.partition(), record.offset(), e);
    }
  }

  private void obey(Signal signal) {
    switch (signal.getKind()) {
      case STOP -> {
        signals.add(signal);
        live.get()
            .filter(each -> StopSignals.means(signal, each.release()))
            .forEach(each -> each.stop(StopCause.CANCEL, StopSignals.message(signal)));
      }
    }
  }
}
