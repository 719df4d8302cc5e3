package dev.sluice.scheduler;

import dev.sluice.records.Command;
import dev.sluice.records.Open;
import dev.sluice.records.Priority;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.schemas.SluiceRecord;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Publishes batches as any producer would and reads what became of them. */
final class BatchOnBroker implements AutoCloseable {

  private final String bootstrapServers;
  private final Topics topics;
  private final KafkaProducer<String, byte[]> producer;

  BatchOnBroker(String bootstrapServers, Topics topics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.producer = ScriptedWorker.producer(bootstrapServers);
  }

  void publish(String batchId, List<Submission> tasks) {
    publish(batchId, tasks, Priority.NORMAL);
  }

  void publish(String batchId, List<Submission> tasks, Priority priority) {
    var open = Open.newBuilder().setExpectedTasks((long) tasks.size()).build();
    var command = Command.newBuilder().setBatchId(batchId).setAction(open).build();
    send(topics.command(), batchId, TestRecords.encode(Command.class, command));
    for (Submission task : tasks) {
      send(topics.submission(priority), batchId, TestRecords.encode(Submission.class, task));
    }
    producer.flush();
  }

  private void send(String topic, String key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topic, key, value));
  }

  /** A root, so many tasks that need it, and one that needs all of these. */
  static List<Submission> fan(String batchId, int width) {
    List<Submission> tasks = new ArrayList<>();
    tasks.add(FlowDriver.task(batchId, "root").build());
    IntStream.range(0, width)
        .forEach(i -> tasks.add(FlowDriver.task(batchId, "t" + i, "root").build()));
    String[] all = IntStream.range(0, width).mapToObj(i -> "t" + i).toArray(String[]::new);
    tasks.add(FlowDriver.task(batchId, "join", all).build());
    return tasks;
  }

  static List<Submission> chain(String batchId, int length) {
    return IntStream.range(0, length)
        .mapToObj(i ->
            i == 0
                ? FlowDriver.task(batchId, "t0").build()
                : FlowDriver.task(batchId, "t" + i, "t" + (i - 1)).build())
        .toList();
  }

  static List<Submission> independent(String batchId, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> FlowDriver.task(batchId, "t" + i).build())
        .toList();
  }

  /** Summaries of the batch that are there now, in order. */
  List<Summary> summaries(String batchId) {
    return read(topics.summary(), Summary.class).stream()
        .filter(summary -> summary.getBatchId().equals(batchId))
        .toList();
  }

  /** Results of the batch that are there now. Fails on a second one for a task. */
  List<Result> results(String batchId) {
    List<Result> results =
        read(topics.result(), Result.class).stream()
            .filter(result -> result.getBatchId().equals(batchId))
            .toList();
    Set<String> tasks = new HashSet<>();
    for (Result result : results) {
      if (!tasks.add(result.getTaskId())) {
        throw new AssertionError("OneResultPerTask: second result of " + result.getTaskId());
      }
    }
    return results;
  }

  /** The records of a topic that are there now. */
  <T extends SluiceRecord> List<T> read(String topic, Class<T> type) {
    List<T> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            ScriptedWorker.consumerProperties(bootstrapServers, "unused"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> all.add(TestRecords.decode(type, record.value())));
      }
    }
    return all;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
