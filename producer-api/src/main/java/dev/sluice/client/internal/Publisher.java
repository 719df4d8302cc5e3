package dev.sluice.client.internal;

import dev.sluice.client.Batch;
import dev.sluice.client.BrokerUnreachableException;
import dev.sluice.client.SubmissionFailedException;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.records.Command;
import dev.sluice.records.Open;
import dev.sluice.records.Query;
import dev.sluice.records.Seal;
import dev.sluice.records.Submission;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes submissions and commands, on the caller's thread. The producer's buffer is what holds a
 * caller back who is faster than the brokers.
 */
final class Publisher implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

  private final Producer<String, byte[]> producer;
  private final RecordCodec<Submission> submissions;
  private final RecordCodec<Command> commands;
  private final RecordCodec<Query> queries;
  private final Map<Priority, String> submissionTopics = new EnumMap<>(Priority.class);
  private final String commandTopic;
  private final String queryTopic;
  private final int partitions;
  private final InstantSource clock;
  private final TraceOfCaller trace;

  Publisher(
      Producer<String, byte[]> producer,
      RecordCodec<Submission> submissions,
      RecordCodec<Command> commands,
      RecordCodec<Query> queries,
      Topics topics,
      int partitions,
      InstantSource clock,
      TraceOfCaller trace) {
    this.producer = producer;
    this.submissions = submissions;
    this.commands = commands;
    this.queries = queries;
    for (Priority priority : Priority.values()) {
      submissionTopics.put(priority, topics.submission(RecordsOut.priority(priority)));
    }
    this.commandTopic = topics.command();
    this.queryTopic = topics.query();
    this.partitions = partitions;
    this.clock = clock;
    this.trace = trace;
  }

  /** Opens the batch and submits its tasks; returns when all is acknowledged. */
  Acknowledgements publish(Batch batch) {
    Acknowledgements acknowledgements = new Acknowledgements();
    Open open = RecordsOut.open(batch.options(), deadline(batch));
    send(new Command(batch.id(), open, null), acknowledgements);
    int partition = Partitions.of(batch.id(), partitions);
    List<Header> headers = trace.headers();
    for (TaskSpec task : batch.tasks()) {
      if (acknowledgements.failure() != null) {
        break;
      }
      send(batch.id(), partition, task, headers, acknowledgements);
    }
    flush(batch.id(), batch.tasks().size(), acknowledgements);
    return acknowledgements;
  }

  /** Submits one task without waiting for its acknowledgement. */
  void send(String batchId, TaskSpec task, Acknowledgements acknowledgements) {
    send(batchId, Partitions.of(batchId, partitions), task, trace.headers(), acknowledgements);
  }

  private void send(
      String batchId,
      int partition,
      TaskSpec task,
      List<Header> headers,
      Acknowledgements acknowledgements) {
    String topic = submissionTopics.get(task.priority());
    try {
      byte[] value = submissions.encode(topic, RecordsOut.submission(batchId, task));
      var record = new ProducerRecord<>(topic, partition, batchId, value, headers);
      var unused = producer.send(record, acknowledgements.task());
    } catch (KafkaException e) {
      acknowledgements.failed(e);
    }
  }

  /** Waits until all records are acknowledged, or throws. */
  void flush(String batchId, long tasks, Acknowledgements acknowledgements) {
    Exception failure = settled(acknowledgements);
    if (failure != null) {
      throw SubmissionFailedException.ofTasks(
          batchId, acknowledgements.tasks(), tasks, reason(failure), failure);
    }
  }

  /**
   * Publishes one command, one of the records that it may carry; returns when acknowledged.
   *
   * @param requestId given: what became of it is answered under this id
   */
  void command(String batchId, Object action, @Nullable String requestId) {
    Acknowledgements acknowledgements = new Acknowledgements();
    send(new Command(batchId, action, requestId), acknowledgements);
    Exception failure = settled(acknowledgements);
    if (failure != null) {
      throw SubmissionFailedException.ofCommand(batchId, reason(failure), failure);
    }
  }

  /** Says that a batch has this many tasks; they are acknowledged already. */
  void seal(String batchId, long tasks) {
    command(batchId, new Seal(tasks), null);
  }

  /** Publishes a question; returns when acknowledged. */
  void ask(Query query) {
    Acknowledgements acknowledgements = new Acknowledgements();
    String batchId = query.getBatchId();
    send(queryTopic, batchId, () -> queries.encode(queryTopic, query), acknowledgements);
    Exception failure = settled(acknowledgements);
    if (failure != null) {
      throw new BrokerUnreachableException(
          "batch %s: the question was not acknowledged by the brokers (%s); ask again"
              .formatted(batchId, reason(failure)),
          failure);
    }
  }

  private @Nullable Exception settled(Acknowledgements acknowledgements) {
    try {
      producer.flush();
    } catch (KafkaException e) {
      acknowledgements.failed(e);
    }
    return acknowledgements.failure();
  }

  private void send(Command command, Acknowledgements acknowledgements) {
    send(
        commandTopic,
        command.getBatchId(),
        () -> commands.encode(commandTopic, command),
        acknowledgements);
  }

  private void send(
      String topic, String batchId, Supplier<byte[]> value, Acknowledgements acknowledgements) {
    int partition = Partitions.of(batchId, partitions);
    try {
      var record = new ProducerRecord<>(topic, partition, batchId, value.get());
      var unused = producer.send(record, acknowledgements.command());
    } catch (KafkaException e) {
      acknowledgements.failed(e);
    }
  }

  private long deadline(Batch batch) {
    long deadline = batch.options().deadline();
    if (batch.timeout() == null) {
      return deadline;
    }
    long counted = Times.micros(clock.instant().plus(batch.timeout()));
    return deadline == 0 ? counted : Math.min(deadline, counted);
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
