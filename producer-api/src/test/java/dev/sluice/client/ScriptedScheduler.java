package dev.sluice.client;

import dev.sluice.records.BatchStatus;
import dev.sluice.records.Command;
import dev.sluice.records.Counts;
import dev.sluice.records.Durations;
import dev.sluice.records.ErrorGroup;
import dev.sluice.records.ErrorInfo;
import dev.sluice.records.Priority;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Answers as a test tells it to, in transactions as the real one does. */
final class ScriptedScheduler implements AutoCloseable {

  private final Map<String, Object> kafka;
  private final Topics topics;
  private final int partitions;
  private final KafkaProducer<String, byte[]> producer;

  ScriptedScheduler(Map<String, Object> kafka, Topics topics, int partitions) {
    this.kafka = kafka;
    this.topics = topics;
    this.partitions = partitions;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("transactional.id", topics.prefix() + "scripted");
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  void results(String batchId, TaskStatus status, String... taskIds) {
    producer.beginTransaction();
    for (String taskId : taskIds) {
      send(topics.result(), batchId, batchId + "/" + taskId, result(batchId, taskId, status, 1));
    }
    producer.commitTransaction();
  }

  void again(String batchId, String taskId, TaskStatus status, int round) {
    producer.beginTransaction();
    send(topics.result(), batchId, batchId + "/" + taskId, result(batchId, taskId, status, round));
    producer.commitTransaction();
  }

  void summary(String batchId, BatchStatus status, long total, int round) {
    producer.beginTransaction();
    send(topics.summary(), batchId, batchId, summaryOf(batchId, status, total, round));
    producer.commitTransaction();
  }

  private void send(String topic, String batchId, String key, SluiceRecord record) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topic, Partitions.of(batchId, partitions), key, encode(topic, record)));
  }

  @SuppressWarnings("unchecked")
  private static <T extends SluiceRecord> byte[] encode(String topic, T record) {
    return RecordCodecs.of((Class<T>) record.getClass(), Map.of()).encode(topic, record);
  }

  static Result result(String batchId, String taskId, TaskStatus status, int round) {
    boolean ok = status == TaskStatus.SUCCEEDED;
    return Result.newBuilder()
        .setBatchId(batchId)
        .setTaskId(taskId)
        .setRound(round)
        .setStatus(status)
        .setReason(ok ? null : "HANDLER_ERROR")
        .setOutput(ok ? ByteBuffer.wrap(taskId.getBytes(StandardCharsets.UTF_8)) : null)
        .setOutputContentType("text/plain")
        .setError(ok ? null : new ErrorInfo("java.io.IOException", "no <such> file", true))
        .setAttempts(ok ? 1 : 3)
        .setRetryCount(ok ? 0 : 2)
        .setQueuedAt(1_000_000)
        .setReleasedAt(2_000_000)
        .setStartedAt(3_000_000)
        .setFinishedAt(4_500_000)
        .setRuntimeMicros(1_500_000)
        .setWorker("w1")
        .setType("echo")
        .setPriority(taskId.startsWith("urgent") ? Priority.HIGH : Priority.NORMAL)
        .build();
  }

  static Summary summaryOf(String batchId, BatchStatus status, long total, int round) {
    return Summary.newBuilder()
        .setBatchId(batchId)
        .setStatus(status)
        .setRound(round)
        .setExpectedTasks(total)
        .setCounts(Counts.newBuilder().setTotal(total).setSucceeded(total).build())
        .setByPriority(Map.of("normal", Counts.newBuilder().setTotal(total).build()))
        .setQueueWait(Durations.newBuilder().setCount(total).setP50(1500).setMax(2_000_000).build())
        .setRunTime(Durations.newBuilder().build())
        .setErrors(List.of(new ErrorGroup("f", 1L, "java.io.IOException", "no file", "a")))
        .setSuccessRate(1.0)
        .setDurationMicros(3_500_000)
        .build();
  }

  /** The submissions of a batch that are in the topic of this priority now. */
  List<Submission> submissions(String batchId, Priority priority)
      throws UndecodableRecordException {
    String topic = topics.submission(priority);
    var codec = RecordCodecs.of(Submission.class, Map.of());
    List<Submission> found = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : read(topic, batchId)) {
      found.add(codec.decode(topic, record.value()));
    }
    return found;
  }

  List<Command> commands(String batchId) throws UndecodableRecordException {
    List<Command> found = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : read(topics.command(), batchId)) {
      found.add(RecordCodecs.of(Command.class, Map.of()).decode(topics.command(), record.value()));
    }
    return found;
  }

  private List<ConsumerRecord<String, byte[]>> read(String topic, String batchId) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, Partitions.of(batchId, partitions));
    try (var consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.key().equals(batchId)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
