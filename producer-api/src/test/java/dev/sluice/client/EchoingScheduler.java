package dev.sluice.client;

import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.records.BatchStatus;
import dev.sluice.records.Priority;
import dev.sluice.records.Result;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.records.TaskStatus;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.schemas.topic.Partitions;
import dev.sluice.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/**
 * The process beside {@link ClientSpeed}: a broker, and a scheduler that answers as it is told on
 * its standard input, with the transactions and the rate of a real one.
 */
final class EchoingScheduler {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int TASKS_PER_COMMIT = 1_000;
  private static final int COMMITS_PER_SUMMARY = 10;

  private final RecordCodec<Result> results = RecordCodecs.of(Result.class, Map.of());
  private final RecordCodec<Summary> summaries = RecordCodecs.of(Summary.class, Map.of());
  private final RecordCodec<Submission> submissions = RecordCodecs.of(Submission.class, Map.of());
  private final Map<String, Object> kafka;
  private final KafkaProducer<String, byte[]> producer;

  private EchoingScheduler(Map<String, Object> kafka) {
    this.kafka = kafka;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("transactional.id", "echo");
    settings.put("linger.ms", 5);
    settings.put("compression.type", "lz4");
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  public static void main(String[] arguments) throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var config =
        EmbeddedBrokerConfig.in(Files.createTempDirectory("client-speed"))
            .withBrokerSetting("add.partitions.to.txn.retry.backoff.ms", "1");
    try (var broker = EmbeddedBroker.start(config)) {
      System.out.println(broker.bootstrapServers());
      in.readLine();
      new EchoingScheduler(Map.of("bootstrap.servers", broker.bootstrapServers())).obey(in);
    }
  }

  private void obey(BufferedReader in) throws IOException, UndecodableRecordException {
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "results" -> results(words[1], Integer.parseInt(words[2]));
        case "echo" -> echo(in);
        default -> {
          return;
        }
      }
      System.out.println("done");
    }
  }

  private void results(String batchId, int tasks) {
    for (int task = 0; task < tasks; task++) {
      if (task % TASKS_PER_COMMIT == 0) {
        producer.beginTransaction();
      }
      result(batchId, "t" + task);
      if ((task + 1) % TASKS_PER_COMMIT == 0) {
        if ((task + 1) % (COMMITS_PER_SUMMARY * TASKS_PER_COMMIT) == 0 && task + 1 < tasks) {
          summary(batchId, BatchStatus.RUNNING, task + 1);
        }
        producer.commitTransaction();
      }
    }
    producer.beginTransaction();
    summary(batchId, BatchStatus.SUCCEEDED, tasks);
    producer.commitTransaction();
  }

  private void result(String batchId, String taskId) {
    var result = ScriptedScheduler.result(batchId, taskId, TaskStatus.SUCCEEDED, 1);
    send(TOPICS.result(), batchId, batchId + "/" + taskId, results.encode("r", result));
  }

  private void summary(String batchId, BatchStatus status, int tasks) {
    var summary = ScriptedScheduler.summaryOf(batchId, status, tasks, 1);
    send(TOPICS.summary(), batchId, batchId, summaries.encode("s", summary));
  }

  private void send(String topic, String batchId, String key, byte[] value) {
    int partition = Partitions.of(batchId, ClientSpeed.PARTITIONS);
    var unused = producer.send(new ProducerRecord<>(topic, partition, key, value));
  }

  /**
   * Answers each submission with its result until told otherwise, then says when each was
   * committed.
   */
  private void echo(BufferedReader in) throws IOException, UndecodableRecordException {
    String topic = TOPICS.submission(Priority.NORMAL);
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < ClientSpeed.PARTITIONS; partition++) {
      partitions.add(new TopicPartition(topic, partition));
    }
    StringBuilder committed = new StringBuilder();
    try (var consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      System.out.println("echoing");
      while (!in.ready()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          String batchId = record.key();
          producer.beginTransaction();
          result(batchId, submissions.decode(topic, record.value()).getTaskId());
          summary(batchId, BatchStatus.SUCCEEDED, 1);
          producer.commitTransaction();
          committed.append(ClientSpeed.micros()).append(' ');
        }
      }
      in.readLine();
      System.out.println(committed);
    }
  }
}
